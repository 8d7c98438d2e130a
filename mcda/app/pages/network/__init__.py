"""The network of six central cities."""
