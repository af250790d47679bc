"""Who is closer to whom, since when, and more than whom."""
