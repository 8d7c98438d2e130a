"""The live sheets as values: what to try, the steps to score and rank as formulas, and what they come to."""
