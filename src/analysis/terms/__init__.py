"""Floor 3: which words and phrases, how often, how evenly, since when."""

from analysis.terms.findings import term_findings
from analysis.terms.frequency import deviation_of_proportions, stop_list_casualties, term_table
from analysis.terms.phrases import find_phrases, phrase_table
from analysis.terms.trend import term_trend

__all__ = [
    "deviation_of_proportions",
    "find_phrases",
    "phrase_table",
    "stop_list_casualties",
    "term_findings",
    "term_table",
    "term_trend",
]
