"""Draw the project's figures: one ``plot_<name>(table)`` and one ``say_<name>(table)`` for each table.

``plot_`` returns a `matplotlib.figure.Figure` (no pyplot state), ``say_`` the finding in one to three sentences.
Save within `figure_style`, so that a matplotlibrc cannot change what is written.
"""

from analysis.figures.choice import plot_n_topics, say_n_topics
from analysis.figures.collocates import plot_collocates, say_collocates
from analysis.figures.differences import plot_topic_differences, say_topic_differences
from analysis.figures.distances import (
    plot_source_distances,
    plot_topic_distances,
    say_source_distances,
    say_topic_distances,
)
from analysis.figures.focus import plot_focus, say_focus
from analysis.figures.headlines import plot_headline_terms, say_headline_terms
from analysis.figures.name_places import plot_name_places, say_name_places
from analysis.figures.names import plot_names, say_names
from analysis.figures.names_over_time import plot_names_over_time, say_names_over_time
from analysis.figures.overview import (
    plot_article_length,
    plot_articles_by_source,
    plot_articles_over_time,
    say_article_length,
    say_articles_by_source,
    say_articles_over_time,
)
from analysis.figures.rank_terms import plot_rank_terms, say_rank_terms
from analysis.figures.robustness import plot_robustness, say_robustness
from analysis.figures.sharing import plot_topic_sources, say_topic_sources
from analysis.figures.source_terms import plot_source_terms, say_source_terms
from analysis.figures.sources import plot_distinctive_terms, say_distinctive_terms
from analysis.figures.spread import plot_term_spread, say_term_spread
from analysis.figures.stability import plot_topic_stability, say_topic_stability
from analysis.figures.style import add_evidence, figure_style
from analysis.figures.survival import plot_survival, say_survival
from analysis.figures.terms import (
    plot_top_phrases,
    plot_top_terms,
    say_top_phrases,
    say_top_terms,
)
from analysis.figures.topic_map import plot_topic_map, say_topic_map
from analysis.figures.topics import plot_topic_card, plot_topic_terms, say_topic_card, say_topic_terms
from analysis.figures.trends import plot_term_trend, plot_topic_trend, say_term_trend, say_topic_trend
from analysis.figures.word_shift import plot_word_shift, say_word_shift

__all__ = [
    "add_evidence",
    "figure_style",
    "plot_article_length",
    "plot_articles_by_source",
    "plot_articles_over_time",
    "plot_collocates",
    "plot_distinctive_terms",
    "plot_focus",
    "plot_headline_terms",
    "plot_n_topics",
    "plot_name_places",
    "plot_names",
    "plot_names_over_time",
    "plot_rank_terms",
    "plot_robustness",
    "plot_source_distances",
    "plot_source_terms",
    "plot_survival",
    "plot_term_spread",
    "plot_term_trend",
    "plot_top_phrases",
    "plot_top_terms",
    "plot_topic_card",
    "plot_topic_differences",
    "plot_topic_distances",
    "plot_topic_map",
    "plot_topic_sources",
    "plot_topic_stability",
    "plot_topic_terms",
    "plot_topic_trend",
    "plot_word_shift",
    "say_article_length",
    "say_articles_by_source",
    "say_articles_over_time",
    "say_collocates",
    "say_distinctive_terms",
    "say_focus",
    "say_headline_terms",
    "say_n_topics",
    "say_name_places",
    "say_names",
    "say_names_over_time",
    "say_rank_terms",
    "say_robustness",
    "say_source_distances",
    "say_source_terms",
    "say_survival",
    "say_term_spread",
    "say_term_trend",
    "say_top_phrases",
    "say_top_terms",
    "say_topic_card",
    "say_topic_differences",
    "say_topic_distances",
    "say_topic_map",
    "say_topic_sources",
    "say_topic_stability",
    "say_topic_terms",
    "say_topic_trend",
    "say_word_shift",
]
