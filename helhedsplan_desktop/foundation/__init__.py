"""Small things that every layer imports: errors, clock, ids, changes, paths, settings."""
