"""The sheets of the brief: a study and a translator in, a Sheet out."""
