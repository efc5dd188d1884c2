"""Floor 3: how the sources differ in words and names."""

from analysis.sources.distance import source_distances
from analysis.sources.distinctive import contrast_sources, distinctive_terms, grouped_log_odds
from analysis.sources.findings import source_findings, texts_behind
from analysis.sources.names import count_names, name_pattern

__all__ = [
    "contrast_sources",
    "count_names",
    "distinctive_terms",
    "grouped_log_odds",
    "name_pattern",
    "source_distances",
    "source_findings",
    "texts_behind",
]
