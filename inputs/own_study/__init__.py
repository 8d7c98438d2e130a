"""A user's own data: a table with or without a file of criteria, or a study workbook, into Evidence and a stage."""
