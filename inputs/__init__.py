"""What is known: alternatives, readings with their doubts, and where they come from."""
