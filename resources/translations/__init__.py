"""Translations of the window, and what renews them."""
