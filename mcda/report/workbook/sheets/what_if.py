"""The live sheets: weights, scales and cut-offs to try, and the steps of their computation."""

from mcda.report.workbook.whatif.sheets import steps, what_if

SHEETS = {"what_if": what_if, "steps": steps}
