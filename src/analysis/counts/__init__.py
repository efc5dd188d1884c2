"""Floor 2: articles to integer counts."""

from analysis.counts.concordance import any_typeface, concordance, term_pattern
from analysis.counts.groups import GroupCounts, count_groups
from analysis.counts.phrases import RunCounts, count_runs, count_terms
from analysis.counts.table import Counts, gather
from analysis.counts.vectorize import Encoded, Stream, count_articles, encode, whole_texts
from analysis.counts.windows import WindowCounts, count_windows, windows_of_ids, windows_of_texts
from analysis.counts.words import WordCounts, comparable_terms, count_in_articles, count_words

__all__ = [
    "Counts",
    "Encoded",
    "GroupCounts",
    "RunCounts",
    "Stream",
    "WindowCounts",
    "WordCounts",
    "any_typeface",
    "comparable_terms",
    "concordance",
    "count_articles",
    "count_groups",
    "count_in_articles",
    "count_runs",
    "count_terms",
    "count_windows",
    "count_words",
    "encode",
    "gather",
    "term_pattern",
    "whole_texts",
    "windows_of_ids",
    "windows_of_texts",
]
