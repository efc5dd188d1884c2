"""Tables of shares of topics: in the corpus, by source, by period and in each article; and of the articles to read."""

from __future__ import annotations

from analysis.tables.corpus_tables import URL
from analysis.tables.schema import Column, Table

LEVEL = Column("level", "text", "theme, or subject: part of a theme")
TOPIC = Column("topic", "text", 'number of the topic: "3" of a theme, "3.2" of a subject of it')
_TOPIC_OR_NONE = Column("topic", "text", f"{TOPIC.meaning}; empty: articles without a topic, or of one not shown")
LABEL = Column("label", "text", "its label: two or three of its words or phrases, or a name given in topics.yml")
TEXTS = Column("independent_texts", "integer", "different texts of the topic; duplicates count once", "texts")
BY_TOPIC = "by topic, each theme before its subjects"
_NONE_LAST = f"{BY_TOPIC}, articles without one last"


def share(name: str, meaning: str) -> Column:
    """Declare a share."""
    return Column(name, "number", meaning, "share of 1")


SHARE = share("share", "share of the articles whose main theme, or subject, it is")
SHARE_LOW = share("share_low", "lower end of its 95% interval over independent texts; empty for fewer than 10 texts")
SHARE_HIGH = share("share_high", "upper end of that interval; empty as the lower one")
ALSO = (
    share(
        "also",
        "share of the articles that are also about it: their main theme is another, but this one makes 15% of them or "
        "more and they hold three of its ten words or more; themes only",
    ),
    share("also_low", "lower end of its 95% interval; empty as those of share"),
    share("also_high", "upper end of that interval"),
)
TOPIC_SHARES = Table(
    "shares_of_topics",
    row="one topic",
    key=("topic",),
    order=_NONE_LAST,
    columns=(LEVEL, _TOPIC_OR_NONE, LABEL, SHARE, SHARE_LOW, SHARE_HIGH, *ALSO, TEXTS),
)


def _shares(name: str, part: Column, *more: Column) -> Table:
    return Table(
        name,
        row=f"one topic in one {part.name}",
        key=("topic", part.name),
        order=f"{_NONE_LAST}, then {part.name} in the order of the corpus",
        columns=(
            LEVEL,
            _TOPIC_OR_NONE,
            LABEL,
            part,
            share("share", f"share of the articles of the {part.name} whose main theme, or subject, it is"),
            SHARE_LOW,
            SHARE_HIGH,
            *ALSO,
            Column("articles", "integer", f"articles of the topic in the {part.name}", "articles"),
            TEXTS,
            *more,
        ),
    )


def _differences(others: str, equal: str) -> tuple[Column, ...]:
    """Declare how a share differs from that of all others."""
    return (
        share("share_others", f"share of the articles of all other {others} together"),
        share("difference", f"how much larger it is than theirs {equal}, over independent texts; empty without such"),
        share("difference_low", "lower end of its 95% interval; empty where one side has fewer than 10 of these texts"),
        share("difference_high", "upper end of that interval; empty as the lower one"),
        Column(
            "tier",
            "text",
            f'"clear" where the difference is beyond chance with all topics and {others} tested together (5%), '
            '"likely" at a false discovery rate of 5%; empty: it may be chance, or the two shares differ less than '
            "the near end of the interval",
        ),
    )


TOPIC_SOURCES = _shares(
    "topic_sources",
    Column("source", "text", "source, or what is compared"),
    *_differences("sources", "in the same periods"),
    Column(
        "compared",
        "text",
        "whether the difference is one at the same time, and than which sources if not than all others; empty for a "
        "source that is mostly undated, which is compared with all texts of the others, and for one without a period "
        "in common with another",
    ),
)
TOPIC_TREND = _shares(
    "topic_trend",
    Column("period", "text", "day, ISO week, month, quarter or year, long enough for about 30 texts each"),
    *_differences("periods", "in the same sources"),
    Column("part_period", "flag", "whether the corpus covers only a part of the period"),
)
_ENDS = (
    ("low", "lower end of its 95% interval over independent texts; empty for fewer than 10 texts"),
    ("high", "upper end of that interval; empty as the lower one"),
)
TOPIC_DIFFERENCES = Table(
    "topic_differences",
    row="one topic in two sources, two periods, or the two halves of the time",
    key=("topic",),
    order="themes before subjects, then by difference, largest first, then topic",
    columns=(
        LEVEL,
        TOPIC,
        LABEL,
        Column("first", "text", "first of the two compared"),
        Column("second", "text", "second of the two"),
        share("share_first", "share of the first's articles whose main theme, or subject, it is"),
        *(share(f"share_{end}_first", meaning) for end, meaning in _ENDS),
        share("share_second", "share of the second's articles"),
        *(share(f"share_{end}_second", meaning) for end, meaning in _ENDS),
        share(
            "difference",
            "second less first, over independent texts in the same periods, or of two periods in the same sources; "
            "empty where they have none in common",
        ),
        share(
            "difference_low",
            "lower end of its 95% interval; empty where one has fewer than 10 of these texts",
        ),
        share("difference_high", "upper end of that interval; empty as the lower one"),
        Column("texts_first", "integer", "independent texts of the first, in all topics", "texts"),
        Column("texts_second", "integer", "independent texts of the second, in all topics", "texts"),
        Column(
            "tier",
            "text",
            '"clear" where they differ with all topics tested together (5%), "likely" at a false discovery rate of '
            "5%; empty: it may be chance, or the two shares differ less than the near end of the interval",
        ),
    ),
)
ARTICLE_SHARES = Table(
    "article_shares",
    row="one theme of one article",
    key=("article_id", "rank"),
    order="by article_id, then rank",
    columns=(
        Column("article_id", "text", "id of the article"),
        Column("rank", "integer", "1 for its main theme, 3 at most"),
        Column("topic", "text", "number of the theme"),
        LABEL,
        share("share", "share of the theme in the article; those of all themes add to 1, under 5% are not listed"),
    ),
    caption="The strongest themes of each article and their shares.",
    if_empty="No topics were found.",
)
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
