"""What may be published of a group's answers."""
