"""Topics from one report to the next: matched, numbered, compared, and kept on disk."""
