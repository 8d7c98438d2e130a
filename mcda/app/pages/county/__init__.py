"""One county at every stage."""
