"""A corpus at the keyboard: one call a question, over the functions that the notebooks use."""

from analysis.explore.loading import load
from analysis.explore.news import News
from analysis.explore.reading import Article, ReadArticle
from analysis.explore.results import FoundTopics, Lines, Result

__all__ = ["Article", "FoundTopics", "Lines", "News", "ReadArticle", "Result", "load"]
