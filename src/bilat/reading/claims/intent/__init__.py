"""What states want, promise, or would do."""
