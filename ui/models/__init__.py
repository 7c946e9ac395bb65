"""Item-model bases."""
