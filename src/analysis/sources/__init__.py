"""Floor 3: how the sources differ in words and names."""

from analysis.sources.comparison import Comparison, compare_sources
from analysis.sources.distinctive import clear_terms, distinctive_terms, source_terms
from analysis.sources.name_mixing import mixed_articles, name_consistency
from analysis.sources.name_proposals import propose_names, write_proposals
from analysis.sources.name_sentences import name_sentences
from analysis.sources.name_use import names_by_place, names_by_source, names_over_time
from analysis.sources.robustness import robustness_table, survival_table
from analysis.sources.source_distances import distance_sentences, source_distances, topic_distances
from analysis.sources.source_findings import comparison_limits, source_findings, texts_behind
from analysis.sources.source_pairs import choose_pair, pair_terms, word_shift
from analysis.statistics.grouped_keyness import contrast_sources, grouped_log_odds

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
