"""The sync server: it stores headers and ciphertext and can import nothing that decrypts."""
