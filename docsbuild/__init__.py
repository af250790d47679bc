"""The documentation site: pages made from the code (`pages`), joined with those of docs/ (`hooks`)."""
