"""The window: Qt Widgets; no SQL, no HTTP, no keys."""
