"""Ranking methods, described in TOML: one ranking through pymcdm where it is right, many weight vectors by kernels of our own."""
