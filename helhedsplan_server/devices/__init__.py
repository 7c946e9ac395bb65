"""How devices come in, and what they append about their use."""
