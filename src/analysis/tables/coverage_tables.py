"""Tables of how each source covers a topic: articles to read, all articles, and its share over time."""

from __future__ import annotations

from analysis.tables.corpus_tables import URL
from analysis.tables.schema import Column, Table
from analysis.tables.topic_share_tables import LABEL, SHARE_HIGH, SHARE_LOW, TEXTS, TOPIC, share

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
        URL,
    ),
    caption="Articles to read: of each source on each topic those that show it best, of different texts and days.",
    if_empty="Nothing to compare: that takes topics, and two sources or periods.",
)
TOPIC_ARTICLES = Table(
    "topic_articles",
    row="one article of the topic that was asked for",
    key=("article_id",),
    order="source with the largest share first, then day, then article_id",
    columns=(
        Column("source", "text", "source, or what is compared"),
        Column("published", "date", "day of publication; empty when unknown"),
        Column("title", "text", "headline"),
        Column("sentence", "text", "its first sentence"),
        share("share", "share of the topic in the article"),
        LABEL,
        TOPIC,
        Column("article_id", "text", "id of the article"),
        Column("path", "text", "file of the article below the corpus folder"),
        URL,
    ),
    caption="All articles of the topic, by source and day.",
    if_empty="Set topic to list all articles of one topic by source.",
)
TOPIC_BY_SOURCE = Table(
    "topic_by_source",
    row="one source and period, where the source has articles, and the topic that was asked for",
    key=("topic", "source", "period"),
    order="the sources of the corpus in their order, then period",
    columns=(
        TOPIC,
        LABEL,
        Column("source", "text", "source, or what is compared"),
        Column("period", "text", "day, ISO week, month, quarter or year: so long that most sources have 20 texts"),
        Column("texts", "integer", "independent texts of the source in the period", "texts"),
        share("share", "share of the source's articles of the period whose main theme, or subject, it is"),
        SHARE_LOW,
        SHARE_HIGH,
        Column("articles", "integer", "articles of the topic", "articles"),
        Column("all_articles", "integer", "articles of the source in the period", "articles"),
        TEXTS,
        Column("part_period", "flag", "whether the corpus covers only a part of the period"),
    ),
)
