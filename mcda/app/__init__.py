"""The screen: pages, what is on the user's desk, and widgets that pages share."""
