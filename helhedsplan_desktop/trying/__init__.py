"""Trying the installed program: what IT runs after installing it. Nothing else imports this."""
