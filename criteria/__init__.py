"""What matters: criteria, their scales, and the stages in which they count."""
