"""Ranking methods: described in TOML, computed through pymcdm for one ranking (where it is right, see `ours`) and by our kernels for many weight vectors."""
