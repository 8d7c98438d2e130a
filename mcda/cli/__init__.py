"""The command line: options to a study, a study to an answer."""
