"""How the sources differ in words, names and topics."""

from analysis.sources.comparison import Comparison, compare_sources
from analysis.sources.distinctive import distinctive_terms, house_marks, source_terms, term_differences
from analysis.sources.name_mixing import mixed_articles, name_consistency
from analysis.sources.name_proposals import propose_names, write_proposals
from analysis.sources.name_sentences import name_sentences
from analysis.sources.name_use import names_by_place, names_by_source, names_over_time
from analysis.sources.robustness import robustness_table, survival_table
from analysis.sources.source_distances import distance_sentences, source_distances, source_topic_distances
from analysis.sources.source_findings import comparison_limits, source_findings
from analysis.sources.source_pairs import pair_terms, word_shift

__all__ = [
    "Comparison",
    "compare_sources",
    "comparison_limits",
    "distance_sentences",
    "distinctive_terms",
    "house_marks",
    "mixed_articles",
    "name_consistency",
    "name_sentences",
    "names_by_place",
    "names_by_source",
    "names_over_time",
    "pair_terms",
    "propose_names",
    "robustness_table",
    "source_distances",
    "source_findings",
    "source_terms",
    "source_topic_distances",
    "survival_table",
    "term_differences",
    "word_shift",
    "write_proposals",
]
