"""The region as a whole: its levels and zones, the three-stage chain, the network of cities, and sets of pilots."""
