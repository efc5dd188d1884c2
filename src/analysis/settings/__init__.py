"""Floor 1: parameters and settings files, read and checked."""
