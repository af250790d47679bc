"""The trained encoder and the linear models."""
