"""Ranking methods: described in TOML, computed through pymcdm for one ranking and by kernels for many weight vectors."""
