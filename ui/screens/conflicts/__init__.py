"""Two versions of one record, side by side."""
