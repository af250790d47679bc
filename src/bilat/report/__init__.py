"""Views of finished objects: terminal, JSON, Markdown, HTML, charts. Nothing is computed here."""
