"""Parameters and settings files, read and checked."""
