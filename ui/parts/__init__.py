"""Parts of several screens that know what the services offer."""
