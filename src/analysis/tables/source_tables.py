"""Tables about how the sources differ in words, names and topics."""

from __future__ import annotations

from dataclasses import replace

from analysis.tables.schema import Column, Table
from analysis.tables.term_tables import SHOWN, sentences_behind

_SOURCES = "sources in the order of the corpus"
_NATURAL_LOG = "natural log odds"
_MILLION = "uses per million words"
_BITS = "bits"
_TIMES = "times as often"
_SHARE = "share of 1"

_SOURCE = Column("source", "text", "source of the articles")
_OTHER = Column("other", "text", "the source it is compared with")
_TERM = Column("term", "text", "word or phrase, in small letters except names such as IS and US")
_RATIO = (
    Column("ratio", "number", "rate in this source over the rate in the others; empty: no use there", _TIMES),
    Column("ratio_low", "number", "lower end of its interval; of those shown 95 % hold the truth", _TIMES),
    Column("ratio_high", "number", "upper end of its interval; empty where the others never use it", _TIMES),
)
_TIER = Column("tier", "text", '"clear": all hold together (5 %); "likely": 5 % of those told are expected to be false')
_Q = Column("q", "number", "Benjamini and Hochberg's, over all terms and sources", _SHARE)
_MORE = Column("more", "flag", "whether the source uses the term more than the others")
_COMPARED = (
    Column("log_odds", "number", "log odds, prior of a tenth of the smaller side's words", _NATURAL_LOG),
    Column("z", "number", "log odds over their error, had every word been drawn by itself", "standard errors"),
    Column("lrc", "number", "end of the ratio's interval nearest 1; 0 where it holds 1", "doublings"),
)
_PER_MILLION = Column("per_million", "number", "uses in the source", _MILLION)
_OTHER_PER_MILLION = Column("other_per_million", "number", "uses in the other source", _MILLION)
_P = Column("p", "number", "of the difference by itself, from its place among shuffled labels", "probability")
_ADJUSTED = Column(
    "p_adjusted", "number", "share of shuffles in which any comparison is as extreme: 0.05 or less is clear", _SHARE
)
_Q_FDR = Column("q", "number", "false discovery rate among these comparisons: 0.05 or less is likely", _SHARE)
_TIER = Column("tier", "text", '"clear", "likely", or empty for what may be chance')

DISTINCTIVE_TERMS = Table(
    "distinctive_terms",
    row="one source and one of the terms that set it apart most",
    key=("source", "term"),
    order=f"{_SOURCES}; clear before likely, then by strength, largest first, then q, count and term",
    columns=(
        _SOURCE,
        _TERM,
        SHOWN,
        _TIER,
        *_RATIO,
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("all_texts", "integer", "independent texts of the source", "texts"),
        Column("texts_others", "integer", "independent texts of the others that hold the term", "texts"),
        Column("all_texts_others", "integer", "independent texts of the others", "texts"),
        Column("count", "integer", "uses in the source", "uses"),
        _PER_MILLION,
        Column("per_million_others", "number", "uses in all other sources", _MILLION),
        Column("ratio_told", "flag", "whether ratio and texts point the same way and its interval leaves 1"),
        _Q,
        Column("within_topics", "text", '"style", "subject" or "undecided": whether it differs on the same topics too'),
        Column("topic_ratio", "number", "ratio within topics; empty: no use there", _TIMES),
        Column("topic_ratio_low", "number", "lower end of its interval", _TIMES),
        Column("topic_ratio_high", "number", "upper end of its interval", _TIMES),
        Column("survives", "flag", "whether the difference is there in the sources' own sentences too"),
        Column("settings", "number", "share of the settings in which the term is tested that agree", _SHARE),
        Column("settings_tested", "integer", "settings in which the term is tested", "settings"),
        Column("fails", "text", "settings that do not agree"),
        *_COMPARED,
        Column(
            "strength", "number", "end of the ratio's interval nearest 1, in doublings, times the root of the texts"
        ),
        _MORE,
    ),
)
TERM_DIFFERENCES = DISTINCTIVE_TERMS.renamed(
    "term_differences",
    "one source and one term that it clearly or likely uses more, or less, than the others",
    f"{_SOURCES}; more before less, clear before likely, then by strength, largest first, then q, count and term",
).captioned(
    "Every clear or likely difference, words that a source uses less among them.",
    "No difference is beyond chance.",
)
HOUSE_MARKS = Table(
    "house_marks",
    row="one source and one term that names or formats it",
    key=("source", "term"),
    order=f"{_SOURCES}; by texts, most first, then term",
    columns=(
        _SOURCE,
        _TERM,
        SHOWN,
        Column("count", "integer", "uses in the source", "uses"),
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("all_texts", "integer", "independent texts of the source", "texts"),
        Column("why", "text", "what makes it a house mark"),
    ),
).captioned(
    "Terms that name or format their source rather than report; they are not tested.",
    "No term names or formats its source.",
)
SOURCE_TERMS = Table(
    "source_terms",
    row="one term and one source",
    key=("term", "source"),
    order="terms of the first source first; sources in the order of the corpus",
    columns=(
        _SOURCE,
        _TERM,
        SHOWN,
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("share", "number", "share of the source's independent texts that hold the term", _SHARE),
        *_RATIO,
        _TIER,
        _MORE,
    ),
)
SURVIVAL = Table(
    "survival",
    row="one distinctive term in one view of the text",
    key=("source", "term", "text"),
    order="as distinctive_terms; views as named below",
    columns=(
        _SOURCE,
        _TERM,
        SHOWN,
        Column("text", "text", '"all", "one copy each" (one article of each group of duplicates) or "own" sentences'),
        *_RATIO,
        Column("survives", "flag", "whether the difference is there in own sentences"),
    ),
)
SUBJECT_OR_STYLE = DISTINCTIVE_TERMS.renamed("subject_or_style", order="as distinctive_terms")
ROBUSTNESS = Table(
    "robustness",
    row="one distinctive term",
    key=("source", "term"),
    order="as distinctive_terms",
    columns=(
        _SOURCE,
        _TERM,
        SHOWN,
        Column("agree", "integer", "settings that show the difference by themselves, one-sided at 5 %", "settings"),
        Column("tested", "integer", "settings in which the term is tested", "settings"),
        Column("fails", "text", "settings that do not agree"),
    ),
)
RANK_TERMS = Table(
    "rank_terms",
    row="one term that either of two sources uses",
    key=("term",),
    order="clear, then likely terms by strength, largest first, then the others by q, then term",
    columns=(
        _TERM,
        SHOWN,
        _SOURCE,
        _OTHER,
        _TIER,
        *_RATIO,
        Column("rank", "number", "rank in the source among the terms; 1: most used; the mean of equals", "rank"),
        Column("other_rank", "number", "rank in the other source", "rank"),
        _MORE,
        Column("count", "integer", "uses in the source", "uses"),
        Column("other_count", "integer", "uses in the other source", "uses"),
        _PER_MILLION,
        _OTHER_PER_MILLION,
        _Q,
        *_COMPARED,
    ),
)
WORD_SHIFT = Table(
    "word_shift",
    row="one word that adds to the divergence of two sources",
    key=("term",),
    order="by the size of contribution, largest first, then term",
    columns=(
        _TERM,
        SHOWN,
        _SOURCE,
        _OTHER,
        _PER_MILLION,
        _OTHER_PER_MILLION,
        Column("share", "number", "share of the source's tested words", _SHARE),
        Column("other_share", "number", "share of the other source's tested words", _SHARE),
        Column("contribution", "number", "part of the divergence; above 0: the other source uses it more", _BITS),
        Column("cumulative", "number", "part of the divergence reached with this word", _SHARE),
    ),
)
SOURCE_DISTANCES = Table(
    "source_distances",
    row="two sources, or one source with itself",
    key=("source", "other"),
    order=f"pairs, then each source with itself; {_SOURCES}",
    columns=(
        _SOURCE,
        _OTHER,
        Column("independent_texts", "integer", "independent texts of both sources", "texts"),
        Column("divergence", "number", "Jensen-Shannon divergence; with itself: mean of random halves", _BITS),
        Column("excess", "number", "divergence beyond its mean with shuffled labels", _BITS),
        Column("excess_low", "number", "lower end of its 95 % interval; with itself: of random halves", _BITS),
        Column("excess_high", "number", "upper end of its 95 % interval; with itself: of random halves", _BITS),
        replace(_P, meaning=f"{_P.meaning}; empty with itself"),
        replace(_Q_FDR, meaning=f"{_Q_FDR.meaning}; empty with itself"),
        _TIER,
    ),
)
TOPIC_DISTANCES = SOURCE_DISTANCES.renamed("topic_distances")

_FAMILY = Column("family", "text", "what is named, as in names.yml")
_VARIANT = Column("variant", "text", "one name for it")
_PART_OF_NAME = (
    Column("count", "integer", "mentions by this name", "mentions"),
    Column("share", "number", "share of the mentions of the family", _SHARE),
    Column("share_low", "number", "lower end of the 95 % interval; empty under ten independent texts", _SHARE),
    Column("share_high", "number", "upper end of the 95 % interval; empty under ten independent texts", _SHARE),
    Column("independent_texts", "integer", "independent texts that name the family", "texts"),
)
_NAMES = "families and variants in the order of names.yml"
NAMES = Table(
    "names",
    row="one name and one source that names its family",
    key=("family", "variant", "source"),
    order=f"{_NAMES}; {_SOURCES}",
    columns=(
        _FAMILY,
        _VARIANT,
        _SOURCE,
        *_PART_OF_NAME,
        Column("share_others", "number", "the same share in all other sources; empty when none names it", _SHARE),
        Column("difference", "number", "share less share_others", _SHARE),
        Column("difference_low", "number", "lower end of its 95 % interval; empty under ten texts on a side", _SHARE),
        Column("difference_high", "number", "upper end of its 95 % interval", _SHARE),
        replace(_P, meaning=f"{_P.meaning}; empty under ten independent texts on either side"),
        _ADJUSTED,
        _Q_FDR,
        _TIER,
    ),
)
NAME_PLACES = Table(
    "name_places",
    row="one name, source (or all sources) and place",
    key=("family", "variant", "source", "place"),
    order=f"{_NAMES}; {_SOURCES}, then all sources; places as named below",
    columns=(
        _FAMILY,
        _VARIANT,
        _SOURCE,
        Column("place", "text", '"headline" or "body"; "inside quotation marks" or "outside quotation marks"'),
        *_PART_OF_NAME,
    ),
)
NAMES_OVER_TIME = Table(
    "names_over_time",
    row="one name and one period that names its family",
    key=("family", "variant", "period"),
    order=f"{_NAMES}; periods in time",
    columns=(
        _FAMILY,
        _VARIANT,
        Column("period", "text", "day, week, month, quarter or year"),
        *_PART_OF_NAME,
        Column("part_period", "flag", "whether the articles cover only a part of the period"),
    ),
)
NAME_CONSISTENCY = Table(
    "name_consistency",
    row="one family and one source with articles that mention it at least twice",
    key=("family", "source"),
    order=f"families in the order of names.yml; {_SOURCES}",
    columns=(
        _FAMILY,
        _SOURCE,
        Column("articles", "integer", "articles that mention the family at least twice", "articles"),
        Column("mixed_share", "number", "share of them that use several names", _SHARE),
        Column("mixed_share_low", "number", "lower end of its 95 % interval; empty under ten texts", _SHARE),
        Column("mixed_share_high", "number", "upper end of its 95 % interval", _SHARE),
        Column("entropy", "number", "mean entropy of the names in an article; 0: one name, 1: two equally", _BITS),
        Column("entropy_low", "number", "lower end of its 95 % interval; empty under ten independent texts", _BITS),
        Column("entropy_high", "number", "upper end of its 95 % interval", _BITS),
        Column("independent_texts", "integer", "independent texts among these articles", "texts"),
    ),
).captioned(
    "Articles that name a family at least twice: how many mix its names, and the mean entropy of the names in bits.",
    "No names found, or none twice in an article.",
)
MIXED_ARTICLES = Table(
    "mixed_articles",
    row="one article and one family that it calls by several names",
    key=("article_id", "family"),
    order="by entropy, largest first, then most mentions, then article_id and family",
    columns=(
        Column("article_id", "text", "id of the article"),
        _SOURCE,
        Column("published", "date", "day of publication; empty when unknown"),
        Column("path", "text", "file of the article below the corpus folder"),
        _FAMILY,
        Column("names", "text", "names used and how often, most used first"),
        Column("entropy", "number", "entropy of the names; 1: two equally", _BITS),
    ),
).captioned("Articles that mix the names of a family most.", "No article mixes the names of a family.")
PROPOSED_NAMES = Table(
    "proposed_names",
    row="one name that may belong into names.yml",
    key=("family", "variant"),
    order="families in most independent texts first, then family; longest variants first, then variant",
    columns=(
        Column("family", "text", "family it may belong to"),
        Column("variant", "text", "the name, or its abbreviation"),
        Column("evidence", "text", '"in brackets": the abbreviation follows the name in brackets'),
        Column("independent_texts", "integer", "independent texts with this evidence", "texts"),
        Column("example", "text", "the first place where it was found"),
        Column("known", "flag", "whether it is in names.yml already"),
    ),
).captioned("Names that may belong into names.yml.", "No further name is proposed.")
DISTANCE_SENTENCES = sentences_behind("source_distances_sentences", ("source", "other"))
# What tells the rows of a table of names.
NAME_KEYS = ("family", "variant", "source", "period", "place")

TABLES = (
    DISTINCTIVE_TERMS,
    TERM_DIFFERENCES,
    HOUSE_MARKS,
    SOURCE_TERMS,
    SURVIVAL,
    *(
        sentences_behind(f"{name}_sentences", ("source",))
        for name in ("distinctive_terms", "source_terms", "subject_or_style", "survival", "robustness")
    ),
    SUBJECT_OR_STYLE,
    ROBUSTNESS,
    RANK_TERMS,
    WORD_SHIFT,
    sentences_behind("rank_terms_sentences"),
    sentences_behind("word_shift_sentences"),
    SOURCE_DISTANCES,
    TOPIC_DISTANCES,
    DISTANCE_SENTENCES,
    NAMES,
    sentences_behind("names_sentences", ("family", "variant", "source")),
    NAME_PLACES,
    sentences_behind("name_places_sentences", ("family", "variant", "source", "place")),
    NAMES_OVER_TIME,
    sentences_behind("names_over_time_sentences", ("family", "variant", "period")),
    NAME_CONSISTENCY,
    MIXED_ARTICLES,
    PROPOSED_NAMES,
)
