"""Shortcuts and what program this is."""
