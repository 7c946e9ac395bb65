"""Pure functions of the field: no I/O, no clock."""
