"""Tables about words, phrases and names as terms, and the sentences behind any number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.tables.findings import FINDINGS, PICTURES
from analysis.tables.schema import Column, Table

TERM = Column("term", "text", "word or phrase, in small letters except names such as IS and US")
SHOWN = Column(
    "shown",
    "text",
    "the term as it is written inside sentences; as it is counted where that was not looked for",
    heading="term",
    optional=True,
)
_COUNT = Column("count", "integer", "uses in these articles", "uses")
_PER_MILLION = Column("per_million", "number", "uses per million words", "uses per million words")
_LOW = Column(
    "per_million_low",
    "number",
    "lower end of the 95% interval over independent texts; empty when fewer than 10 of them hold the term",
    "uses per million words",
)
_HIGH = Column(
    "per_million_high", "number", "upper end of the 95% interval; empty as the lower one", "uses per million words"
)
_DISPERSION = Column(
    "dispersion",
    "number",
    "Gries' normalised deviation of proportions over the source x period parts; empty when there is one part",
    "0 (spread evenly) to 1 (in one part alone)",
)
_INDEPENDENT = Column("independent_texts", "integer", "different texts with the term; duplicates count once", "texts")
_BY_COUNT = "by count, largest first, then term"

_MEASURES = (
    _COUNT,
    _PER_MILLION,
    _LOW,
    _HIGH,
    Column("articles", "integer", "articles that hold the term", "articles"),
    Column("article_share", "number", "share of the articles that hold the term", "share of 1"),
    _DISPERSION,
)

TERMS = Table(
    "terms",
    row="one word in at least 5 independent texts (in any, in a corpus of fewer than 50 articles)",
    key=("term",),
    order=_BY_COUNT,
    columns=(TERM, SHOWN, *_MEASURES),
    caption="Words by number of uses.",
    if_empty="No word occurs in enough texts.",
)
TOP_TERMS = TERMS.extended(
    "top_terms",
    (Column("kind", "text", '"word" or "phrase"'),),
    row="one of the most used words or phrases",
    order=f"words, then phrases; {_BY_COUNT}",
)
NAME_FAMILIES = replace(
    TERMS,
    name="name_families",
    row="one family of names of names.yml, all its variants together",
    caption="Families of names, all their variants together, counted like words.",
    if_empty="There is no names.yml beside the articles, or none of its names occurs.",
)
PHRASES = TERMS.extended(
    "phrases",
    (
        Column("log_dice", "number", "how exclusively its words occur together: 14 if only together", "at most 14"),
        Column("g2", "number", "log-likelihood: how surely its words do not occur together by chance", "from 0"),
    ),
    row="one phrase of two to four words in at least 5 independent texts",
    caption="Phrases by number of uses, at most 500.",
    if_empty="There are no phrases.",
)
FOCUS = Table(
    "focus",
    row="one followed term in one source, or in all sources",
    key=("term", "source"),
    order="terms as given, then all sources, then the sources of the corpus in their order",
    columns=(TERM, SHOWN, Column("source", "text", 'source, or "all sources"'), *_MEASURES, _INDEPENDENT),
)
TERM_TREND = Table(
    "term_trend",
    row="one term in one period with articles",
    key=("term", "period"),
    order="terms as given, then period",
    columns=(
        TERM,
        SHOWN,
        Column("period", "text", "day, ISO week, month, quarter or year: so long that most hold 30 texts"),
        Column("texts", "integer", "independent texts of the period", "texts"),
        Column("words", "integer", "words of all articles of the period", "words"),
        _COUNT,
        _PER_MILLION,
        _LOW,
        _HIGH,
        Column("part_period", "flag", "whether the corpus covers only a part of the period"),
    ),
)
MARKED_TREND = TERM_TREND.extended(
    "term_trend",
    (
        Column(
            "change", "text", '"rises" or "falls" to a new level from this period on, "peaks" or "dips" in it; or empty'
        ),
    ),
)
TREND_BY_SOURCE = Table(
    "trend_by_source",
    row="one term in one source and period, where the source has articles",
    key=("term", "source", "period"),
    order="terms as given, then the sources of the corpus in their order, then period",
    columns=(
        TERM,
        SHOWN,
        Column("source", "text", "source, or what is compared"),
        Column("period", "text", "day, ISO week, month, quarter or year: so long that most sources have 20 texts"),
        Column("texts", "integer", "independent texts of the source in the period", "texts"),
        Column("words", "integer", "words of all articles of the source in the period", "words"),
        _COUNT,
        _PER_MILLION,
        _LOW,
        _HIGH,
        _INDEPENDENT,
        Column("part_period", "flag", "whether the corpus covers only a part of the period"),
    ),
)
TERM_CHANGES = Table(
    "term_changes",
    row="one term",
    key=("term",),
    order="by p, smallest first, then terms as given",
    columns=(
        TERM,
        SHOWN,
        Column(
            "change", "text", '"rises" or "falls" from the period on, or "peaks" or "dips" in it; empty without uses'
        ),
        Column("period", "text", "period from which, or in which, its use differs most; empty for a term without uses"),
        Column(
            "changed",
            "flag",
            "whether it counts as a change: p at most .05, in ten texts, and all of the interval beyond 1.25 times",
        ),
        Column("p", "number", "share of shuffles in which any term differs as much", "probability"),
        Column("per_million", "number", "uses from that period on; of a peak or dip, in it", _PER_MILLION.unit),
        Column("other_per_million", "number", "uses in all other periods", _PER_MILLION.unit),
        Column("ratio", "number", "the first over the second; empty without uses in other periods", "times"),
        Column("low", "number", "lower end of its 95% interval, for all changes at once", "times"),
        Column("high", "number", "upper end of it; empty without uses in other periods", "times"),
        _INDEPENDENT,
    ),
    caption="The largest change of each term; changed: by a quarter or more, and beyond what shuffled texts show.",
    if_empty="There are no two periods to compare.",
)
COLLOCATES = Table(
    "collocates",
    row="one term and one content word within five words of it",
    key=("term", "collocate"),
    order="terms as given, then by log_dice, largest first, then collocate",
    columns=(
        TERM,
        SHOWN,
        Column("collocate", "text", "word that occurs near the term"),
        replace(SHOWN, name="collocate_shown", meaning="the collocate as it is written", heading="collocate"),
        Column("together", "integer", "uses of the collocate near the term, each once", "uses"),
        Column("independent_texts", "integer", "different texts with such a use; duplicates count once", "texts"),
        Column("log_dice", "number", "how exclusively the two occur together: 14 if only together", "at most 14"),
        Column("g2", "number", "log-likelihood: how surely the two do not occur together by chance", "from 0"),
    ),
)
HEADLINE_TERMS = Table(
    "headline_terms",
    row="one word that headlines use more, or less, than the text below them",
    key=("term",),
    order="by ratio, largest first, then expected, smallest first, then term",
    columns=(
        TERM,
        SHOWN,
        Column("headline_count", "integer", "uses in headlines; of copies of one text the first counts", "uses"),
        Column("body_count", "integer", "uses in the texts below them", "uses"),
        Column(
            "expected",
            "number",
            "uses in headlines if the words of each were dealt from those of its article, stop words left out",
            "uses",
        ),
        Column("ratio", "number", "uses in headlines over those expected; above 1: more in headlines", "times"),
        Column("low", "number", "lower end of the interval, which holds 1 unless there is a tier", "times"),
        Column("high", "number", "upper end of the interval", "times"),
        Column("p", "number", "chance of so many or so few uses in headlines, in both directions", "probability"),
        Column(
            "tier",
            "text",
            '"clear" when it holds with all words tested together (5%), "likely" at a false discovery rate of 5%; '
            "empty: as chance may have it",
        ),
        Column("place", "text", '"headline" or "body", where the word is used more'),
    ),
)
STOP_LIST = Table(
    "stop_list",
    row="one word removed by the stop list",
    key=("term",),
    order=_BY_COUNT,
    columns=(
        TERM,
        _COUNT,
        Column("articles", "integer", "articles that hold the word", "articles"),
        Column("kept_in_capitals", "integer", "uses of the same word in capitals that were kept as a name", "uses"),
    ),
    caption="Words removed by the stop list, by number of uses.",
    if_empty="The stop list removed no word.",
)
SENTENCES = Table(
    "sentences",
    row="one line of text with a term, from one independent text",
    key=("term", "article_id"),
    order="as the rows of the figure above, then date, source and article_id",
    columns=(
        Column("term", "text", "word, phrase or name looked for"),
        Column("left", "text", "words before it, in its paragraph"),
        Column("keyword", "text", "the term as it is written there"),
        Column("right", "text", "words behind it, in its paragraph"),
        Column("source", "text", "source of the article"),
        Column("published", "date", "day of publication; empty when unknown"),
        Column("article_id", "text", "id of the article"),
        Column("path", "text", "file of the article below the corpus folder"),
    ),
)
# What a line may belong to besides its term: the row of a figure's table.
LINE_OF = {
    "family": Column("family_of", "text", "family of names of the row this line belongs to"),
    "variant": Column("variant_of", "text", "variant of the name of the row this line belongs to"),
    "topic": Column("topic_of", "text", "topic of the row this line belongs to"),
    "label": Column("label_of", "text", "label of that topic"),
    "source": Column("source_of", "text", "source of the row this line belongs to"),
    "period": Column("period_of", "text", "period of the row this line belongs to"),
    "collocate": Column("collocate_of", "text", "collocate of the row this line belongs to"),
    "place": Column("place_of", "text", "place in the articles of the row this line belongs to"),
}


def sentences_behind(name: str, keys: Sequence[str] = ()) -> Table:
    """Declare the sentences behind a table; ``keys`` of `LINE_OF` are those of its rows besides the term."""
    columns = [LINE_OF[key] for key in keys]
    return SENTENCES.extended(name, columns, key=("term", *(column.name for column in columns), "article_id"))


CONCORDANCE = replace(
    SENTENCES,
    name="concordance",
    order="by date; words of focus by the words to their left, read from them outwards",
    caption="Some sentences with each word, of different days where there are enough.",
    if_empty="There are no such sentences.",
)

# Not published: where names are mentioned.
MENTIONS = Table(
    "mentions",
    row="one mention of a name",
    key=("article", "family", "start"),
    order="articles, then families, then start",
    columns=(
        Column("family", "integer", "position in corpus.name_families"),
        Column("variant", "integer", "position among the variants of the family"),
        Column("source", "integer", "position in corpus.source_names"),
        Column("group", "integer", "number of the group of duplicates"),
        Column("article", "integer", "position in corpus.articles"),
        Column("start", "integer", "first character, in headline, line break and text", "characters"),
        Column("end", "integer", "character behind it", "characters"),
        Column("headline", "flag", "whether it begins in the headline"),
        Column("quoted", "flag", "whether it begins inside quotation marks"),
    ),
)

TABLES = (
    TERMS, TOP_TERMS, sentences_behind("top_terms_sentences"), PHRASES, NAME_FAMILIES,
    MARKED_TREND, sentences_behind("term_trend_sentences", ("period",)),
    TREND_BY_SOURCE, sentences_behind("trend_by_source_sentences", ("source", "period")), TERM_CHANGES,
    FOCUS, sentences_behind("focus_sentences", ("source",)),
    COLLOCATES, sentences_behind("collocates_sentences", ("collocate",)),
    HEADLINE_TERMS, sentences_behind("headline_terms_sentences", ("place",)),
    CONCORDANCE, STOP_LIST, FINDINGS, PICTURES,
)  # fmt: skip
