"""Session state, caches and resources; the only files of the app that know them."""
