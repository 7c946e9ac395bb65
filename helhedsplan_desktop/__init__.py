"""Helhedsplan Desktop: the core of the program; it knows no Qt."""
