"""The quick note: who, what happened, what next; from anywhere."""
