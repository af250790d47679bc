"""Does the alignment index mean anything? One command writes docs/validation.md."""
