"""The unlock screen: the name of the program and the passphrase, nothing about anyone."""
