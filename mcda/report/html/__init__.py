"""Pages to print: the ranking, a sheet of the brief, paper forms, QR codes."""
