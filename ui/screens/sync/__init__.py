"""Where syncing stands: what waits, what was refused, what happened."""
