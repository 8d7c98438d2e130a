"""Tests: a mirror of the rooms, the laws of the house, and stories in a real browser."""
