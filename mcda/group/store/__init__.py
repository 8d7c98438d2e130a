"""The database of workshops, drafts and publications; the only files that know SQLAlchemy."""
