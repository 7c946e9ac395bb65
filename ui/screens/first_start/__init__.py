"""First start: an invitation, a new organisation, or the practice town."""
