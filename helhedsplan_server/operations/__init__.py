"""What an operator does to a server: look, freeze, back up, put back, move."""
