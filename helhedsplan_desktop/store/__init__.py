"""The encrypted store and the one door for writing it."""
