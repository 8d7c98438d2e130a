"""What is known: alternatives, values with their doubts, and where they come from."""
