"""Weighting: sliders, questions, scenarios."""
