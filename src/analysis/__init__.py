"""Reproducible analysis of news articles: load, count, compare, report."""

import sys

__version__ = "0.1.0"

if "ipykernel" in sys.modules:
    # A notebook; what it does when a person runs it leaves what papermill runs alone.
    from analysis.lab.install import set_up_notebook

    set_up_notebook()
