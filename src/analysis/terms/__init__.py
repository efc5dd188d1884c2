"""Which words and phrases, how often, how evenly, since when, and near which words."""

from analysis.terms.collocation import collocates
from analysis.terms.frequency_over_time import term_trend, trend_by_source
from analysis.terms.headline_contrast import headline_terms
from analysis.terms.leading_terms import given_terms, leading_terms, names_first, terms_to_follow
from analysis.terms.level_changes import mark_changes, most_changed, term_changes
from analysis.terms.phrase_detection import find_phrases, phrase_table
from analysis.terms.term_findings import nearest_term, term_findings
from analysis.terms.term_frequency import (
    content_words,
    family_table,
    focus_table,
    stop_list_removals,
    term_table,
)

__all__ = [
    "collocates",
    "content_words",
    "family_table",
    "find_phrases",
    "focus_table",
    "given_terms",
    "headline_terms",
    "leading_terms",
    "mark_changes",
    "most_changed",
    "names_first",
    "nearest_term",
    "phrase_table",
    "stop_list_removals",
    "term_changes",
    "term_findings",
    "term_table",
    "term_trend",
    "terms_to_follow",
    "trend_by_source",
]
