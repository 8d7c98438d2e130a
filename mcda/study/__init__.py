"""A study: criteria, data and scenarios under which a ranking is computed; saved, opened and compared."""
