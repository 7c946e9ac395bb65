"""Reusable parts; they know no service."""
