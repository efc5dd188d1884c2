"""The figures of the reports, each under the name of the file it writes.

Each is a `ReportFigure`: ``draw(table)`` makes the drawing (no pyplot state), ``sentence(table)`` states the finding,
``caption`` explains it, and ``empty`` says why there is nothing to draw. A notebook shows one by
``report.figure(figures.top_terms, table)``.
"""

from analysis.figures.corpus_figures import articles_by_source, articles_over_time
from analysis.figures.name_figures import names
from analysis.figures.report_figure import ReportFigure
from analysis.figures.source_figures import distinctive_terms, pair_terms
from analysis.figures.source_matrices import source_distances, source_terms
from analysis.figures.style import add_evidence, figure_style
from analysis.figures.term_figures import collocates, focus, headline_terms, term_trend, top_terms
from analysis.figures.topic_figures import topic_differences, topic_sources, topic_trend
from analysis.figures.topic_number_figure import n_topics
from analysis.figures.topic_words_figure import topic_words
from analysis.figures.trends_by_source import topic_by_source, trend_by_source

__all__ = [
    "ReportFigure",
    "add_evidence",
    "articles_by_source",
    "articles_over_time",
    "collocates",
    "distinctive_terms",
    "figure_style",
    "focus",
    "headline_terms",
    "n_topics",
    "names",
    "pair_terms",
    "source_distances",
    "source_terms",
    "term_trend",
    "top_terms",
    "topic_by_source",
    "topic_differences",
    "topic_sources",
    "topic_trend",
    "topic_words",
    "trend_by_source",
]
