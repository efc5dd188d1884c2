"""Floor 2: articles to integer counts."""

from analysis.counts.concordance import concordance, term_sentences
from analysis.counts.context import COLUMNS as LINE_COLUMNS
from analysis.counts.context import choose_texts, cut_line, read_articles
from analysis.counts.families import count_families
from analysis.counts.groups import GroupCounts, TextViews, count_groups, count_views
from analysis.counts.mentions import find_names
from analysis.counts.name_pattern import name_pattern
from analysis.counts.neighbours import NeighbourCounts, count_neighbours
from analysis.counts.phrases import RunCounts, count_runs, count_terms
from analysis.counts.table import Counts, gather
from analysis.counts.term_pattern import any_typeface, as_counted, term_pattern
from analysis.counts.vectorize import Encoded, Stream, count_articles, encode, whole_texts
from analysis.counts.windows import WindowCounts, count_windows, windows_of_ids, windows_of_texts
from analysis.counts.words import WordCounts, comparable_terms, count_in_articles, count_words

__all__ = [
    "LINE_COLUMNS",
    "Counts",
    "Encoded",
    "GroupCounts",
    "NeighbourCounts",
    "RunCounts",
    "Stream",
    "TextViews",
    "WindowCounts",
    "WordCounts",
    "any_typeface",
    "as_counted",
    "choose_texts",
    "comparable_terms",
    "concordance",
    "count_articles",
    "count_families",
    "count_groups",
    "count_in_articles",
    "count_neighbours",
    "count_runs",
    "count_terms",
    "count_views",
    "count_windows",
    "count_words",
    "cut_line",
    "encode",
    "find_names",
    "gather",
    "name_pattern",
    "read_articles",
    "term_pattern",
    "term_sentences",
    "whole_texts",
    "windows_of_ids",
    "windows_of_texts",
]
