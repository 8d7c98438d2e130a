"""A published study, as officials read it."""
