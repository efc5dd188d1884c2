"""How the sources differ in words, names and topics."""

from analysis.sources.comparison import Comparison, compare_sources
from analysis.sources.distinctive import avoided_terms, distinctive_terms, house_marks, source_terms, term_differences
from analysis.sources.name_proposals import names_example, propose_names, why_no_names
from analysis.sources.name_use import name_sentences, names_by_place, names_by_source
from analysis.sources.source_distances import furthest_pair, source_distances
from analysis.sources.source_findings import comparison_limits, source_findings, why_nothing
from analysis.sources.source_pairs import compare_two, pair_terms, period_findings, two_limits

__all__ = [
    "Comparison",
    "avoided_terms",
    "compare_sources",
    "compare_two",
    "comparison_limits",
    "distinctive_terms",
    "furthest_pair",
    "house_marks",
    "name_sentences",
    "names_by_place",
    "names_by_source",
    "names_example",
    "pair_terms",
    "period_findings",
    "propose_names",
    "source_distances",
    "source_findings",
    "source_terms",
    "term_differences",
    "two_limits",
    "why_no_names",
    "why_nothing",
]
