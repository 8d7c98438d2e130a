"""Stories in a real Chromium, at a laptop's and a phone's width, in both languages."""
