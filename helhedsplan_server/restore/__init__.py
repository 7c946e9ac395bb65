"""Recognising a database that was put back, and making it fit to serve again."""
