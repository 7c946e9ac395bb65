"""The nouns, each declared once."""
