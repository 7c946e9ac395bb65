"""Planned next steps by when they are due."""
