"""The lead's page over every contact of the team."""
