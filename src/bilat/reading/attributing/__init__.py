"""Who says what: speakers, words that report, and the spans of what is said."""
