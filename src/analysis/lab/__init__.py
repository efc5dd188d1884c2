"""Floor 0: what a person at a notebook gets besides the results; a run by papermill is left as it is."""

from analysis.lab.steps import told_steps, watched

__all__ = ["told_steps", "watched"]
