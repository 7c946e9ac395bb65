"""What stands around every page: rail, top bar, sync chip, doorway strip, child card."""
