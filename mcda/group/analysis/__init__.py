"""What a group thinks: consensus, agreement, disagreement, response bias."""
