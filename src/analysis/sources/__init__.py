"""Floor 3: how the sources differ in words and names."""

from analysis.sources.compare import Comparison, compare_sources
from analysis.sources.distance import source_distances, topic_distances
from analysis.sources.distance_sentences import distance_sentences
from analysis.sources.distinctive import clear_terms, distinctive_terms
from analysis.sources.findings import source_findings, texts_behind
from analysis.sources.limits import comparison_limits
from analysis.sources.log_odds import contrast_sources, grouped_log_odds
from analysis.sources.name_consistency import mixed_articles, name_consistency
from analysis.sources.name_proposals import propose_names, write_proposals
from analysis.sources.name_sentences import name_sentences
from analysis.sources.names import names_by_place, names_by_source, names_over_time
from analysis.sources.overview import source_terms
from analysis.sources.pairs import choose_pair, pair_terms, word_shift
from analysis.sources.robustness import robustness_table
from analysis.sources.survival import survival_table

__all__ = [
    "Comparison",
    "choose_pair",
    "clear_terms",
    "compare_sources",
    "comparison_limits",
    "contrast_sources",
    "distance_sentences",
    "distinctive_terms",
    "grouped_log_odds",
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
    "survival_table",
    "texts_behind",
    "topic_distances",
    "word_shift",
    "write_proposals",
]
