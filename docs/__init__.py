"""Documents, and the scripts that make their pictures and tables."""
