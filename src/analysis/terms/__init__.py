"""Which words and phrases, how often, how evenly, since when, and near which words."""

from analysis.terms.collocation import collocates
from analysis.terms.frequency_over_time import term_trend
from analysis.terms.headline_contrast import headline_terms
from analysis.terms.level_changes import mark_changes, term_changes
from analysis.terms.phrase_detection import find_phrases, phrase_table
from analysis.terms.term_findings import describe_changes, term_findings
from analysis.terms.term_frequency import (
    content_words,
    dispersion_residual,
    family_table,
    focus_table,
    focus_terms,
    stop_list_removals,
    term_table,
    without_reporting,
)

__all__ = [
    "collocates",
    "content_words",
    "describe_changes",
    "dispersion_residual",
    "family_table",
    "find_phrases",
    "focus_table",
    "focus_terms",
    "headline_terms",
    "mark_changes",
    "phrase_table",
    "stop_list_removals",
    "term_changes",
    "term_findings",
    "term_table",
    "term_trend",
    "without_reporting",
]
