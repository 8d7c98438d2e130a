"""How robust the ranking is, and what would change it."""
