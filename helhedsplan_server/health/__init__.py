"""Is the server well, what does it do, and what may it throw away."""
