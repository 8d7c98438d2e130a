"""Weighting methods: questions, answers, weights and how consistent they are; and weights from the data alone."""
