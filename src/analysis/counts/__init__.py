"""Articles to integer counts, which add up in any order."""

from analysis.counts.cell_counts import Counts, sum_cells
from analysis.counts.concordance import choose_texts, concordance, cut_line, read_articles, term_sentences
from analysis.counts.group_counts import GroupCounts, TextViews, count_views
from analysis.counts.headline_counts import count_headlines
from analysis.counts.name_mentions import count_families, find_names
from analysis.counts.neighbour_counts import count_neighbours
from analysis.counts.phrase_counts import count_runs, count_terms, write_run
from analysis.counts.shared_sentences import SharedSentences, find_shared_sentences
from analysis.counts.shown_forms import add_shown, shown_forms
from analysis.counts.text_encoding import count_articles, encode, whole_texts
from analysis.counts.window_counts import WindowCounts, count_windows, windows_of_ids, windows_of_texts
from analysis.counts.word_counts import WordCounts, count_in_articles, count_words

__all__ = [
    "Counts",
    "GroupCounts",
    "SharedSentences",
    "TextViews",
    "WindowCounts",
    "WordCounts",
    "add_shown",
    "choose_texts",
    "concordance",
    "count_articles",
    "count_families",
    "count_headlines",
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
    "find_shared_sentences",
    "read_articles",
    "shown_forms",
    "sum_cells",
    "term_sentences",
    "whole_texts",
    "windows_of_ids",
    "windows_of_texts",
    "write_run",
]
