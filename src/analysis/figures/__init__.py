"""Draw the project's figures: one ``plot_<name>(table)`` and one ``say_<name>(table)`` for each table.

``plot_`` returns a `matplotlib.figure.Figure` (no pyplot state), ``say_`` the finding in one to three sentences.
Save within `figure_style`, so that a matplotlibrc cannot change what is written.
"""

from analysis.figures.choice import plot_n_topics, say_n_topics
from analysis.figures.differences import plot_topic_differences, say_topic_differences
from analysis.figures.distances import plot_source_distances, say_source_distances
from analysis.figures.names import plot_names, say_names
from analysis.figures.overview import (
    plot_article_length,
    plot_articles_by_source,
    plot_articles_over_time,
    say_article_length,
    say_articles_by_source,
    say_articles_over_time,
)
from analysis.figures.sharing import plot_topic_sources, say_topic_sources
from analysis.figures.sources import plot_distinctive_terms, say_distinctive_terms
from analysis.figures.stability import plot_topic_stability, say_topic_stability
from analysis.figures.style import add_evidence, figure_style
from analysis.figures.terms import (
    plot_term_spread,
    plot_top_phrases,
    plot_top_terms,
    say_term_spread,
    say_top_phrases,
    say_top_terms,
)
from analysis.figures.topic_map import plot_topic_map, say_topic_map
from analysis.figures.topics import plot_topic_card, plot_topic_terms, say_topic_card, say_topic_terms
from analysis.figures.trends import plot_term_trend, plot_topic_trend, say_term_trend, say_topic_trend

__all__ = [
    "add_evidence",
    "figure_style",
    "plot_article_length",
    "plot_articles_by_source",
    "plot_articles_over_time",
    "plot_distinctive_terms",
    "plot_n_topics",
    "plot_names",
    "plot_source_distances",
    "plot_term_spread",
    "plot_term_trend",
    "plot_top_phrases",
    "plot_top_terms",
    "plot_topic_card",
    "plot_topic_differences",
    "plot_topic_map",
    "plot_topic_sources",
    "plot_topic_stability",
    "plot_topic_terms",
    "plot_topic_trend",
    "say_article_length",
    "say_articles_by_source",
    "say_articles_over_time",
    "say_distinctive_terms",
    "say_n_topics",
    "say_names",
    "say_source_distances",
    "say_term_spread",
    "say_term_trend",
    "say_top_phrases",
    "say_top_terms",
    "say_topic_card",
    "say_topic_differences",
    "say_topic_map",
    "say_topic_sources",
    "say_topic_stability",
    "say_topic_terms",
    "say_topic_trend",
]
