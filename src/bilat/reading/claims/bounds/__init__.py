"""Where reading stops, and what a claim says besides: denials, the past, what no kind holds."""
