"""What the columns mean: alternatives, criteria, directions, figures."""
