"""Contacts: the list, one contact with its timeline, and the form."""
