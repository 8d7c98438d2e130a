"""Widgets used on two pages or more."""
