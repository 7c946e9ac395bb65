"""The day: what waits, who was opened lately, the week in figures."""
