"""One folder a screen: view, presenter, model."""
