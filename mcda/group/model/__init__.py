"""A workshop's values: settings, rounds, participants, answers, paper forms."""
