"""One short file a page: describes the screen, computes nothing."""
