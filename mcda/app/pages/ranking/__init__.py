"""The ranking: map, bars, cut-offs, method."""
