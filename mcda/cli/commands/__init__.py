"""The commands: options in, a JSON document and readable text out."""
