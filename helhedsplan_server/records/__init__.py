"""Sealed versions: taken in, handed out, compared."""
