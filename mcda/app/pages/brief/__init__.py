"""The brief: contents, download, publication."""
