"""Where the table lies on its sheet: headings, rows, and what each row is."""
