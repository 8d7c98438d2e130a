"""One cell: number, word, missing or in doubt; decimal marks, units and the words of headings."""
