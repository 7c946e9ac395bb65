"""Searching everything from anywhere."""
