"""Reproducible analysis of news articles: load, count, compare, report."""

__version__ = "0.1.0"
