"""Tables of how each source covers a topic."""

from __future__ import annotations

from analysis.tables.schema import Column, Table
from analysis.tables.topic_share_tables import LABEL, LEVEL, SHARE_HIGH, SHARE_LOW, TOPIC, share

_SOURCE = Column("source", "text", "source, or what is compared")

TOPIC_COVERAGE = Table(
    "topic_coverage",
    row="one source in one topic",
    key=("topic", "source"),
    order="sources with words of their own first, by topic, then share, largest first, sources without an interval "
    "last, then source",
    columns=(
        LABEL,
        _SOURCE,
        Column(
            "words",
            "text",
            "the first three words that the source uses more than the others within the topic, as in topic_wording; "
            "empty for none",
        ),
        share("share", "share of the source's articles whose main theme, or subject, it is"),
        SHARE_LOW,
        SHARE_HIGH,
        Column("articles", "integer", "articles of the topic in the source", "articles"),
        LEVEL,
        TOPIC,
    ),
    caption="What each outlet makes of a topic: words that it uses more than the others when all write about the topic, "
    "and how much of it it writes.",
    if_empty="There is only one source, or no topic is reliable, so no coverage can be compared; topic=3 shows topic 3.",
)
COVERAGE_ARTICLES = Table(
    "coverage_articles",
    row="one article to read of one source on one topic",
    key=("topic", "source", "article_id"),
    order="as the rows of topic_coverage, then the one in the middle of the topic first",
    columns=(
        TOPIC,
        LABEL,
        _SOURCE,
        Column("published", "date", "day of publication; empty when unknown"),
        Column("title", "text", "headline"),
        Column("sentence", "text", "its first sentence"),
        Column("article_id", "text", "id of the article"),
    ),
    caption="Articles to read: of each source on each topic those that show it best, of different texts and days.",
    if_empty="No topic is shown by source, so there are no articles to read.",
)
