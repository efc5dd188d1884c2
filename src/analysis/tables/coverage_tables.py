"""Table of how each source covers a topic."""

from __future__ import annotations

from analysis.tables.schema import Column, Table
from analysis.tables.topic_share_tables import LABEL, TOPIC, share

COVERAGE_ARTICLES = Table(
    "coverage_articles",
    row="one article to read of one source on one topic",
    key=("topic", "source", "article_id"),
    order="by topic, then share, largest first, sources without an interval last, then source; then the article in the "
    "middle of the topic first",
    columns=(
        LABEL,
        Column("source", "text", "source, or what is compared"),
        share("share", "share of the source's articles that have the topic"),
        Column("title", "text", "headline"),
        Column("published", "date", "day of publication; empty when unknown"),
        Column("sentence", "text", "its first sentence"),
        TOPIC,
        Column("article_id", "text", "id of the article"),
    ),
    caption="Articles to read: of each source on each topic those that show it best, of different texts and days.",
    if_empty="Nothing to compare: that takes topics, and two sources or periods.",
)
