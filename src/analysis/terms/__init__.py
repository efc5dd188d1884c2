"""Floor 3: which words and phrases, how often, how evenly, since when, in what company."""

from analysis.terms.changes import describe_changes, mark_changes, term_changes
from analysis.terms.collocates import collocates
from analysis.terms.families import family_table
from analysis.terms.findings import term_findings
from analysis.terms.focus import focus_table, focus_terms
from analysis.terms.frequency import stop_list_casualties, term_table
from analysis.terms.headline import headline_terms
from analysis.terms.phrases import find_phrases, phrase_table
from analysis.terms.spread import dispersion_residual
from analysis.terms.trend import term_trend

__all__ = [
    "collocates",
    "describe_changes",
    "dispersion_residual",
    "family_table",
    "find_phrases",
    "focus_table",
    "focus_terms",
    "headline_terms",
    "mark_changes",
    "phrase_table",
    "stop_list_casualties",
    "term_changes",
    "term_findings",
    "term_table",
    "term_trend",
]
