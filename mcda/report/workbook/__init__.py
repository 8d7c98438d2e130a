"""The brief: an Excel workbook, its sheets, how it is written and read back."""
