"""From the core to Qt signals on the GUI thread."""
