"""A study for other people's programs: a data package, layers of a map."""
