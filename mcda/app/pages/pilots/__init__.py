"""Pilot selection."""
