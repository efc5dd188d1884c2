"""A corpus at the keyboard: one call a question, over the functions that the notebooks use."""

from analysis.explore.loading import load
from analysis.explore.news import News
from analysis.explore.results import Result

__all__ = ["News", "Result", "load"]
