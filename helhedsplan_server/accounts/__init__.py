"""Who speaks: the founding of the organisation and the sessions of devices."""
