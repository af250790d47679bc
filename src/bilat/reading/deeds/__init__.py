"""What one actor does to another, how surely it happened, and whether a place or its government is meant."""
