"""The region: areas, zones, chain, comparators."""
