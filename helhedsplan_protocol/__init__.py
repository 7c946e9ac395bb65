"""What the desktop and the server agree on: structs, routes, limits and error codes; no I/O."""
