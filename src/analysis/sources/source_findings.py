"""What stands out between the sources, in sentences, and what the comparison does not show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus import describe_sample
from analysis.sources.comparison import Comparison
from analysis.sources.distinctive import MIN_SETTINGS, use_by_source
from analysis.sources.name_differences import name_findings
from analysis.sources.robustness import STYLE, SUBJECT
from analysis.sources.source_distances import distance_findings
from analysis.sources.source_pairs import period_findings
from analysis.statistics.house_marks import initials
from analysis.statistics.resampling import MIN_TEXTS
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import CLEAR, LIKELY, OTHER_SOURCES
from analysis.wording import listed, plural, rounded, two_digits

# A story with a larger part of the uses is behind the difference.
_ONE_STORY = 1 / 3
# A single word in more of the other sources' texts is not told, nor one of fewer letters.
_GENERAL, _MIN_LETTERS = 0.25, 3
# The ratio, at the end of its interval nearest 1, and of the shares of texts, from which a difference is worth telling.
_MIN_RATIO = 1.5
# An interval whose ends differ by more is not told: the numbers of texts say more.
_MAX_SPAN = 20
_MIN_TOLD = 1.05  # "1 to 4 times as often" would read as no difference
_MAX_NAMED, _MAX_FINDINGS, _MAX_JOINED, _MAX_AVOIDING = 5, 4, 3, 2
_TOPICS = {STYLE: " · also within the same topics", SUBJECT: " · comes with the topics it covers"}
# "Senator Ted Cruz" is how a house writes, as "Mr. Cruz" is.
_TITLES = frozenset([
    "chancellor", "congressman", "congresswoman", "gov", "governor", "judge", "mayor", "president", "rep", "sen",
    "senator",
])  # fmt: skip


def source_findings(
    comparison: Comparison,
    distinctive: pd.DataFrame,
    avoided: pd.DataFrame,
    distances: pd.DataFrame,
    names: pd.DataFrame,
    two: pd.DataFrame,
) -> list[Finding]:
    """Say which terms set sources apart, which names differ, and which sources are furthest apart.

    Reported are names, phrases, and words in at most a quarter of the other sources' texts, that are clear or likely,
    hold in at least half of the robustness checks and whose ratio is surely at least 1.5: the strongest of each source,
    of at most four sources; none of "other sources", which is nobody's style, and no name with a title before it. A
    term that sets several sources apart is reported of all of them, and up to three terms of one source that share a
    word in one sentence. Of a name spelt out whose initials the source uses less, the sentence says that, too. Then
    what at most two sources hardly use.

    Parameters
    ----------
    distinctive, avoided, distances, names, two : DataFrame
        From `distinctive_terms`, `avoided_terms`, `source_distances`, `names_by_source` and `pair_terms`, or
        `compare_two`, whose differences come first; shown forms with the first two and the last.
    """
    asked, two = (period_findings(two), two.head(0)) if "period" in two else ([], two)
    words = [*_term_findings(comparison, distinctive), *_avoided_findings(comparison, avoided)]
    return [*asked, *words, *name_findings(names), *distance_findings(distances, two)]


def why_nothing(comparison: Comparison, distinctive: pd.DataFrame) -> str:
    """Say why there is no finding: one source, nothing beyond chance, or no `distinctive_terms` worth telling."""
    if comparison.n_sources < 2:
        return "There is only one source, so there is nothing to compare."
    if distinctive.empty:
        chance = (
            "no rate of a word surely differs" if (comparison.tier != "").any() else "no difference is beyond chance"
        )
        return f"Nothing stands out: {chance}."
    return (
        f"Nothing stands out. {plural(len(distinctive), 'word')} in the figure below "
        f"{'differs' if len(distinctive) == 1 else 'differ'} beyond chance. Not told is what is common elsewhere too, "
        "differs little, fails half of the robustness checks, or is a title before a name."
    )


def comparison_limits(comparison: Comparison, distinctive: pd.DataFrame) -> list[str]:
    """Say which `distinctive_terms` rest on one story, one source or one choice: sentences, or none."""
    if not comparison.n_tests:
        one = comparison.n_sources < 2
        return [f"No difference was tested: {'there is only one source' if one else 'no word is in ten texts'}."]
    limits = describe_sample("Sources", comparison.n_articles, comparison.n_sources)
    if not (comparison.tier != "").any():
        limits.append("No difference is beyond chance. With so many terms tested, only large ones could be.")
    elif without := [name for name in comparison.names if name not in set(distinctive["source"])]:
        limits.append(f"No term is surely used more by {listed(without, _MAX_NAMED)}.")
    for words, rows in (
        ("One story has more than a third of the uses of", distinctive[_largest_story(comparison, distinctive)]),
        ("Not in the sources' own sentences alone:", distinctive[~distinctive["survives"].astype(bool)]),
    ):
        if len(rows):
            terms = [f"“{row.term}” in {row.source}" for row in rows.itertuples()]
            limits.append(f"{words} {listed(terms, _MAX_NAMED)}.")
    return limits


def _largest_story(comparison: Comparison, distinctive: pd.DataFrame) -> np.ndarray:
    """Tell where one group of duplicates holds more than a third of a term's uses in its source."""
    rows, large = comparison.rows.all_text, []
    columns = rows.counts.tocsc()
    for source, term in zip(*comparison.positions(distinctive), strict=True):
        uses = columns[:, [term]].toarray().ravel()[rows.source == source]
        large.append(uses.max(initial=0) > _ONE_STORY * uses.sum())
    return np.array(large, dtype=bool)


def _term_findings(comparison: Comparison, distinctive: pd.DataFrame) -> Iterator[Finding]:
    """Tell the strongest term of each source, with the other sources or the other terms that go with it."""
    rest = distinctive[_worth_telling(comparison, distinctive)]
    rest = rest.sort_values(["strength", "q", "term"], ascending=[False, True, True], kind="stable")
    told = 0
    while len(rest) and told < _MAX_FINDINGS:
        use = use_by_source(comparison, rest.head(1))
        marked = use["more"] & (use["tier"] != "") & (use["source"] != OTHER_SOURCES)
        ahead = [measure for measure in ("share", "per_million") if _is_ahead(use, marked, measure)]
        if not ahead:
            rest = rest.iloc[1:]
            continue
        terms = _of_one_pattern(rest) if marked.sum() == 1 and ahead[0] == "share" else rest.head(1)
        short = _used_less_short(comparison, rest.iloc[0]) if len(terms) == marked.sum() == 1 else ""
        yield _tell(terms, use, marked, ahead[0], short)
        rest = rest[~rest["source"].isin(use["source"][marked])]
        told += 1


def _worth_telling(comparison: Comparison, table: pd.DataFrame) -> np.ndarray:
    _, term = comparison.positions(table)
    share, others = table["texts"] / table["all_texts"], table["texts_others"] / table["all_texts_others"]
    special = comparison.phrase[term] | (others <= _GENERAL) | (table["shown"] != table["shown"].str.lower())
    larger = (table["ratio_low"] >= _MIN_RATIO) | (share >= _MIN_RATIO * others)
    sure = (table["settings"] >= MIN_SETTINGS) & (table["source"] != OTHER_SOURCES)
    plain = [_is_plain(*row) for row in table[["term", "shown", "source"]].itertuples(index=False)]
    return np.asarray(sure & special & larger & ~np.array(plain, dtype=bool))


def _is_plain(term: str, shown: str, source: str) -> bool:
    """Tell "etc", a word of two letters that is no name, and a part of the source's name, as "cnn" is of "CNNespañol".

    So is a title, told by a name behind it, in capitals.
    """
    words, written = term.split(" "), shown.split(" ")
    titled = len(words) > 1 and words[0] in _TITLES and written[-1][:1].isupper()
    return (
        titled
        or term == "etc"
        or (len(term) < _MIN_LETTERS and shown.islower())
        or any(word in source.casefold() for word in words)
    )


def _is_ahead(use: pd.DataFrame, marked: pd.Series, measure: str) -> bool:
    """Tell whether some sources are well ahead of every other one that has the term in a few texts."""
    others = use[~marked & (use["texts"] >= MIN_TEXTS)]
    return bool(use[measure][marked].min() >= _MIN_RATIO * others[measure].max()) if len(others) else True


def _of_one_pattern(rows: pd.DataFrame) -> pd.DataFrame:
    """Take, with the first, up to two further phrases of its source that begin or end alike and do not overlap it.

    "lake gray" goes with "lake lund".
    """
    first, chosen = rows.iloc[0], [0]
    ends = [str(first["term"]).split(" ")[end] for end in (0, -1)] if " " in first["term"] else []
    same = (rows["source"] == first["source"]) & (rows["within_topics"] == first["within_topics"])
    for place, term in enumerate(map(str, rows["term"])):
        alike = any(term.split(" ")[end] == word for end, word in zip((0, -1), ends, strict=False))
        apart = all(term not in other and other not in term for other in map(str, rows["term"].iloc[chosen]))
        if same.iloc[place] and alike and apart and " " in term and len(chosen) < _MAX_JOINED:
            chosen.append(place)
    return rows.iloc[chosen]


def _used_less_short(comparison: Comparison, row: pd.Series) -> str:
    """Give the initials of a name if its source surely uses these less: then it writes of the same thing, spelt out.

    Initials that another phrase has too may be short for that one, and those of a part of a name are of nothing.
    """
    name, source = str(row["term"]), comparison.names.index(row["source"])
    short, phrases = initials(name), map(str, comparison.terms[comparison.phrase])
    if any(initials(phrase) == short and phrase != name for phrase in phrases) or _is_part(comparison, name):
        return ""
    less = comparison.terms[(comparison.test.direction[source] < 0) & (comparison.tier[source] != "")]
    return next((str(term).upper() for term in less if str(term).casefold().replace(".", "") == short), "")


def _is_part(comparison: Comparison, phrase: str) -> bool:
    """Tell whether a phrase is in most of its uses the beginning, or the end, of one of the phrases a word longer."""
    terms, size = comparison.terms, phrase.count(" ") + 2
    longer = [str(term).split(" ") for term in terms[comparison.phrase] if str(term).count(" ") + 1 == size]
    uses = dict(zip(terms, np.asarray(comparison.rows.all_text.counts.sum(axis=0)).ravel().tolist(), strict=True))
    inside = [
        sum(uses[" ".join(words)] for words in longer if " ".join(words[part]) == phrase)
        for part in (slice(-1), slice(1, None))
    ]
    return bool(2 * max(inside) > uses[phrase])


def _tell(terms: pd.DataFrame, use: pd.DataFrame, marked: pd.Series, measure: str, short: str) -> Finding:
    """Tell one or several terms of one source, or one term of several sources; ``short`` is what others write."""
    row, here, sources = terms.iloc[0], use[marked], list(use["source"][marked])
    there = row[["texts_others", "all_texts_others"]].to_numpy()
    if len(sources) > 1:
        there = use.loc[~marked, ["texts", "all_texts"]].sum().to_numpy()
    who, ending, quoted = listed(sources, _MAX_NAMED), "s" if len(sources) == 1 else "", f"“{row['shown']}”"
    several = "s" * (len(use) > 2)
    if measure == "share":
        if len(terms) == 1:
            held = listed([f"in {own.texts:,} of {own.all_texts:,}" for own in here.itertuples()], _MAX_NAMED)
            told, others = f"{quoted} {held} texts", [there[0]]
        else:
            first, *more = (f"“{term.shown}” in {term.texts:,}" for term in terms.itertuples())
            told = listed([f"{first} of {plural(row['all_texts'], 'text')}", *more])
            others = list(terms["texts_others"])
        elsewhere = listed([f"{n:,}" for n in others]) if any(others) else "none"
        verb = "write" if short or row["within_topics"] == STYLE else "mention"
        instead = f", and more often “{short}”" if short else ""
        sentence = f"{who} {verb}{ending} {told}; the other{several} in {elsewhere} of {there[1]:,}{instead}."
        picture = Picture.of("bars", "share", use, "source", "share", sources)
    else:
        times, elsewhere = "more than any other", f"at most {rounded(use['per_million'][~marked].max())}"
        if len(sources) == 1:
            times, elsewhere = (
                f"{two_digits(row['ratio'])} times as often as the other{several}",
                rounded(row["per_million_others"]),
            )
        rates = f"{listed(map(rounded, here['per_million']), _MAX_NAMED)} times per million words"
        instead = f", where “{short}” is used more" if short else ""
        sentence = f"{who} use{ending} {quoted} {times}: {rates}, {elsewhere} elsewhere{instead}."
        picture = Picture.of("dots", "per_million", use, "source", "per_million", sources)
    tier = LIKELY if LIKELY in {*terms["tier"], *here["tier"]} else CLEAR
    detail = f"{tier} · each compared with all others" if len(sources) > 1 else f"{tier}{_detail(terms)}"
    return Finding("words", who, sentence, detail, tier, row["strength"], "distinctive_terms", picture)


def _avoided_findings(comparison: Comparison, avoided: pd.DataFrame) -> Iterator[Finding]:
    """Tell what the sources that avoid something most surely hardly use."""
    strongest = avoided.sort_values("strength", ascending=False, kind="stable")["source"].drop_duplicates()
    for source in strongest.head(_MAX_AVOIDING):
        terms = avoided[avoided["source"] == source]
        row, use = terms.iloc[0], use_by_source(comparison, terms.head(1))
        held = [f"{n:,}" if n else "none" for n in terms["texts"]]
        first, *more = (f"“{shown}” in {n}" for shown, n in zip(terms["shown"], held, strict=True))
        told = listed([f"{first} of {plural(row['all_texts'], 'text')}", *more])
        elsewhere = listed([f"{n:,}" for n in terms["texts_others"]])
        sentence = f"{source} writes {told}; the others in {elsewhere} of {row['all_texts_others']:,}."
        picture = Picture.of("bars", "share", use, "source", "share", [source])
        detail = f"{CLEAR}{_detail(terms)}"
        yield Finding("words", source, sentence, detail, CLEAR, row["strength"], "term_differences", picture)


def _detail(terms: pd.DataFrame) -> str:
    """Say how much more often a source uses terms, and what all of them depend on."""
    close = (terms["ratio_high"] <= _MAX_SPAN * terms["ratio_low"]) & (terms["ratio_low"] >= _MIN_TOLD)
    narrow = terms[close & (terms["texts_others"] > 0)]
    ends = narrow[["shown", "ratio_low", "ratio_high"]].itertuples(index=False)
    told = [f"“{shown}” {two_digits(low)} to {two_digits(high)}" for shown, low, high in ends]
    ratio = f" · uses {listed(told)} times as often (95% interval)" if told else ""
    own = "" if terms["survives"].all() else " · not in its own sentences alone"
    fewest = terms.sort_values("settings", kind="stable").iloc[0]
    held, _, checks = str(fewest["holds_in"]).partition(" of ")
    held = f"all {checks}" if held == checks else f"{'at least ' * (len(terms) > 1)}{held} of {checks}"
    drawn = f" · bars: “{terms['shown'].iloc[0]}”" if len(terms) > 1 else ""
    return f"{ratio}{_TOPICS.get(fewest['within_topics'], '')}{own} · in {held} robustness checks{drawn}"
