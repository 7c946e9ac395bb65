"""The practice town: invented people with years of notes, the same again from the same seed."""
