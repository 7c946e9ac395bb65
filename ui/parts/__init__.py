"""Parts of several screens that know what the services return; they call none."""
