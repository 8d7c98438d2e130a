"""Tables as values, built once and rendered by screen, workbook, print and command line."""
