"""From bytes, files and addresses to the clean text of an article."""
