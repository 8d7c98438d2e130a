"""What is proposed, asked and answered, and the findings about it."""
