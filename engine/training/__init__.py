"""Trains models: the bundled one from nothing, on drawings of our own and on labelled photos."""
