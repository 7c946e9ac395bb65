"""People, their laptops and invitations."""
