"""The figures of the reports, each under the name of the file it writes.

Each is a `ReportFigure`: ``draw(table)`` makes the drawing (no pyplot state), ``sentence(table)`` states the finding,
``caption`` explains it, and ``empty`` says why there is nothing to draw. A notebook shows one by
``report.figure(figures.top_terms, table)``.
"""

from analysis.figures.choice import n_topics
from analysis.figures.collocates import collocates
from analysis.figures.differences import topic_differences, topic_periods
from analysis.figures.distances import source_distances, topic_distances
from analysis.figures.focus import focus
from analysis.figures.headlines import headline_terms
from analysis.figures.name_places import name_places
from analysis.figures.names import names
from analysis.figures.names_over_time import names_over_time
from analysis.figures.overview import article_length, articles_by_source, articles_over_time
from analysis.figures.rank_terms import rank_terms
from analysis.figures.report_figure import ReportFigure
from analysis.figures.robustness import robustness
from analysis.figures.sharing import topic_sources
from analysis.figures.source_terms import source_terms
from analysis.figures.sources import distinctive_terms
from analysis.figures.spread import term_spread
from analysis.figures.stability import topic_stability
from analysis.figures.style import add_evidence, figure_style
from analysis.figures.survival import survival
from analysis.figures.terms import top_phrases, top_terms
from analysis.figures.topic_map import topic_map
from analysis.figures.topics import topic_card, topic_words
from analysis.figures.trends import term_trend, topic_trend
from analysis.figures.word_shift import word_shift

__all__ = [
    "ReportFigure",
    "add_evidence",
    "article_length",
    "articles_by_source",
    "articles_over_time",
    "collocates",
    "distinctive_terms",
    "figure_style",
    "focus",
    "headline_terms",
    "n_topics",
    "name_places",
    "names",
    "names_over_time",
    "rank_terms",
    "robustness",
    "source_distances",
    "source_terms",
    "survival",
    "term_spread",
    "term_trend",
    "top_phrases",
    "top_terms",
    "topic_card",
    "topic_differences",
    "topic_distances",
    "topic_map",
    "topic_periods",
    "topic_sources",
    "topic_stability",
    "topic_trend",
    "topic_words",
    "word_shift",
]
