"""The use cases, the only API that the window calls."""
