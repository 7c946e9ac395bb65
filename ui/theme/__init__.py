"""Tokens, palette, stylesheet, icons, scale."""
