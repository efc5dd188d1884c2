"""Tables about how the sources differ in words, names and topics."""

from __future__ import annotations

from dataclasses import replace

from analysis.tables.schema import Column, Table
from analysis.tables.term_tables import LINE_OF, SENTENCES, SHOWN, TERM, sentences_behind

_SOURCES = "sources in the order of the corpus"
_NATURAL_LOG = "natural log odds"
_MILLION = "uses per million words"
_BITS = "bits"
_TIMES = "times as often"
_SHARE = "share of 1"

_SOURCE = Column("source", "text", "source of the articles")
_OTHER = Column("other", "text", "the source it is compared with")
_RATIO = (
    Column("ratio", "number", "rate in this source over the rate in the others; empty: no use there", _TIMES),
    Column("ratio_low", "number", "lower end of its interval; of those shown 95% hold the truth", _TIMES),
    Column("ratio_high", "number", "upper end of its interval; empty where the others never use it", _TIMES),
)
_Q = Column("q", "number", "Benjamini and Hochberg's, over all terms and sources", _SHARE)
_MORE = Column("more", "flag", "whether the source uses the term more than the others")
_COMPARED = (
    Column("log_odds", "number", "log odds, prior of a tenth of the smaller side's words", _NATURAL_LOG),
    Column("z", "number", "log odds over their error, had every word been drawn by itself", "standard errors"),
    Column(
        "lrc",
        "number",
        "end of the ratio's interval nearest 1; 0 where it holds 1",
        "doublings",
        heading="log ratio (near end)",
    ),
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
        TERM,
        SHOWN,
        _TIER,
        Column(
            "within_topics",
            "text",
            '"style", "subject" or "undecided": whether it differs within the same topics too; "undecided" for a '
            "source that wrote at other times than all others",
            heading="style or subject",
        ),
        Column("ratio", "number", _RATIO[0].meaning, _TIMES, heading="times as often"),
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("texts_others", "integer", "independent texts of the others that hold the term", "texts"),
        Column(
            "survives",
            "flag",
            "whether the difference is there in the sources' own sentences too",
            heading="in own sentences",
        ),
        Column("holds_in", "text", "robustness checks that agree, of those that test the term: see the method"),
        *_RATIO[1:],
        Column("all_texts", "integer", "independent texts of the source", "texts"),
        Column("all_texts_others", "integer", "independent texts of the others", "texts"),
        Column("count", "integer", "uses in the source", "uses"),
        _PER_MILLION,
        Column("per_million_others", "number", "uses in all other sources", _MILLION),
        Column("ratio_told", "flag", "whether ratio and texts point the same way and its interval leaves 1"),
        _Q,
        Column("topic_ratio", "number", "ratio within topics; empty: no use there", _TIMES),
        Column("topic_ratio_low", "number", "lower end of its interval", _TIMES),
        Column("topic_ratio_high", "number", "upper end of its interval", _TIMES),
        Column("settings", "number", "share of the checks in which the term is tested that agree", _SHARE),
        Column("fails", "text", "checks that do not agree"),
        *_COMPARED,
        Column(
            "strength", "number", "end of the ratio's interval nearest 1, in doublings, times the root of the texts"
        ),
        _MORE,
    ),
)
TERM_DIFFERENCES = replace(
    DISTINCTIVE_TERMS,
    name="term_differences",
    row="one source and one term that it clearly or likely uses more, or less, than the others",
    order=f"{_SOURCES}; more before less, clear before likely, then by strength, largest first, then q, count and term",
    caption="Every clear or likely difference, words that a source uses less among them.",
    if_empty="No difference is beyond chance.",
)
HOUSE_MARKS = Table(
    "house_marks",
    row="one source and one term that names or formats it",
    key=("source", "term"),
    order=f"{_SOURCES}; by texts, most first, then term",
    columns=(
        _SOURCE,
        TERM,
        SHOWN,
        Column("count", "integer", "uses in the source", "uses"),
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("all_texts", "integer", "independent texts of the source", "texts"),
        Column("why", "text", "what makes it a house mark"),
    ),
    caption="House marks: terms that name or format their source rather than report; they are not tested.",
    if_empty="No term names or formats its source.",
)
SOURCE_TERMS = Table(
    "source_terms",
    row="one term and one source",
    key=("term", "source"),
    order="terms of the first source first; sources in the order of the corpus",
    columns=(
        _SOURCE,
        TERM,
        SHOWN,
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("all_texts", "integer", "independent texts of the source", "texts"),
        Column("share", "number", "share of the source's independent texts that hold the term", _SHARE),
        _PER_MILLION,
        Column("per_million_low", "number", "lower end of its 95% interval; empty under five texts", _MILLION),
        Column("per_million_high", "number", "upper end of its 95% interval", _MILLION),
        *_RATIO,
        _TIER,
        _MORE,
    ),
)
PAIR_TERMS = Table(
    "pair_terms",
    row="one term that one of two sources, or spans of time, clearly or likely uses more than the other",
    key=("term",),
    order="clear before likely, then by strength, largest first, then q, then term",
    columns=(
        TERM,
        SHOWN,
        Column("source", "text", "first source, or span of time, of the two"),
        Column("other", "text", "second source, or span of time"),
        Column("period", "text", "span of time in which it is used more; where such are compared", optional=True),
        _TIER,
        _MORE,
        _PER_MILLION,
        _OTHER_PER_MILLION,
        Column("texts", "integer", "independent texts of the source that hold the term", "texts"),
        Column("other_texts", "integer", "independent texts of the other source that hold it", "texts"),
        *_RATIO,
        Column("count", "integer", "uses in the source", "uses"),
        Column("other_count", "integer", "uses in the other source", "uses"),
        _Q,
        *_COMPARED,
    ),
)
SOURCE_DISTANCES = Table(
    "source_distances",
    row="two sources",
    key=("source", "other"),
    order=_SOURCES,
    columns=(
        _SOURCE,
        _OTHER,
        Column("independent_texts", "integer", "independent texts of both sources", "texts"),
        Column("divergence", "number", "Jensen-Shannon divergence of their words", _BITS),
        Column("excess", "number", "divergence beyond its mean with shuffled labels", _BITS),
        Column("excess_low", "number", "lower end of its 95% interval", _BITS),
        Column("excess_high", "number", "upper end of its 95% interval", _BITS),
        _P,
        Column("words", "text", "words of the source that add most to the divergence"),
        Column("other_words", "text", "words of the other source that add most to it"),
        _Q_FDR,
        _TIER,
    ),
)

_FAMILY = Column("family", "text", "what is named, as in names.yml")
_VARIANT = Column("variant", "text", "one name for it")
_PART_OF_NAME = (
    Column("count", "integer", "mentions by this name", "mentions"),
    Column("share", "number", "share of the mentions of the family", _SHARE),
    Column("share_low", "number", "lower end of the 95% interval; empty under ten independent texts", _SHARE),
    Column("share_high", "number", "upper end of the 95% interval; empty under ten independent texts", _SHARE),
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
        Column("difference_low", "number", "lower end of its 95% interval; empty under ten texts on a side", _SHARE),
        Column("difference_high", "number", "upper end of its 95% interval", _SHARE),
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
    caption="Names in headlines and bodies, inside and outside quotation marks; counted, not tested.",
    if_empty="No name of names.yml occurs in the articles.",
)
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
    caption="Names that may be missing in names.yml: abbreviations in brackets behind a name.",
    if_empty="No further name is proposed.",
)

TABLES = (
    DISTINCTIVE_TERMS, TERM_DIFFERENCES, HOUSE_MARKS, SOURCE_TERMS, PAIR_TERMS,
    *(sentences_behind(f"{name}_sentences", ("source",)) for name in ("distinctive_terms", "source_terms")),
    SENTENCES.extended("pair_terms_sentences", [replace(LINE_OF["period"], optional=True)]), SOURCE_DISTANCES,
    NAMES, sentences_behind("names_sentences", ("family", "variant", "source")), NAME_PLACES, PROPOSED_NAMES,
)  # fmt: skip
