"""The roster on the server: kept, appended to, handed out."""
