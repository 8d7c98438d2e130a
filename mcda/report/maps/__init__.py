"""Maps as pure functions from values to Altair charts."""
