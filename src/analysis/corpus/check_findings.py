"""What is well with a corpus, what is doubtful, and what to write into ``corpus.yml``: ten sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.corpus.cleaning.article_language import describe_languages
from analysis.corpus.common_periods import describe_apart
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import duplicate_table
from analysis.corpus.outlet_doubts import is_no_outlet, similar_names
from analysis.corpus.table_doubts import (
    DATED_APART,
    absent_columns,
    dated_apart,
    describe_tables,
    name_article,
    name_dated,
    name_undated,
    undated_tables,
)
from analysis.corpus.text_doubts import TextDoubts, date_formats, read_text_doubts
from analysis.tables.corpus_tables import UNREAD_DATE
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import day, listed, one_line, percent, plural, quoted, span

MIN_ARTICLES, MIN_WORDS, _HARDLY_ANY = 10, 20, 5
# From these shares on, what may be chance is worth a look.
_FEW, _MANY, _HALF = 0.05, 0.2, 0.5
_NAMED = 3
# A kind of contradiction (`clean_batch`).
_CUT = "text cut by the export"
_OTHER_ORDER = str.maketrans("dm", "md")


@dataclass(frozen=True)
class CheckLine:
    """One line of the check."""

    topic: str  # one word
    said: str  # what was found, the numbers first
    doubts: list[str] = field(default_factory=list)  # what to look at; empty when all is well
    settings: dict[str, Any] = field(default_factory=dict)  # keys of ``corpus.yml`` that settle the doubt
    choices: list[dict[str, Any]] = field(default_factory=list)  # settings of which one is right
    note: str = ""  # what to write where this settles it wrongly
    more: list[str] = field(default_factory=list)  # lines below what was found


def check_lines(corpus: Corpus) -> list[CheckLine]:
    """Say in at most ten lines what was found in a corpus that was loaded with all its languages and small sources."""
    guessed = corpus.files[corpus.files["guessed"].astype(bool) & (corpus.files["articles"] > 0)]
    texts = read_text_doubts(corpus, guessed["path"])
    return [
        _articles(corpus),
        _outlets(corpus),
        _dates(corpus),
        _languages(corpus),
        _copies(corpus),
        _removed(corpus),
        _characters(corpus, guessed, texts),
        *_tables(corpus),
        _lengths(corpus, texts),
    ]


def _articles(corpus: Corpus) -> CheckLine:
    used, refused = len(corpus.articles), len(corpus.refused)
    said = f"{plural(used + refused, 'article or row', 'articles or rows')} found: {used:,} used, {refused:,} refused"
    if not refused:
        return CheckLine("Articles", said)
    reasons = corpus.refused["reason"].value_counts()
    most = min(reasons.index, key=lambda reason: (-reasons[reason], reason))
    first = corpus.refused[corpus.refused["reason"] == most].iloc[0]
    often = "" if len(reasons) == 1 else f"{reasons[most]:,} of them: "
    doubt = f"refused: {often}{one_line(most, 150)} (first: {first['path']}, line {first['line']})"
    return CheckLine("Articles", said, [doubt])


def _outlets(corpus: Corpus) -> CheckLine:
    counts = {str(name): int(n) for name, n in corpus.articles["outlet"].value_counts().items()}
    names = sorted(counts, key=lambda name: (-counts[name], name))
    said = f"{plural(len(names), 'outlet')}: {listed([f'{one_line(n, 60)} {counts[n]:,}' for n in names], _NAMED)}"
    if len(corpus.spellings):
        shown = _largest(corpus.spellings)
        spelt = corpus.spellings.loc[corpus.spellings["source"] == shown, "spelling"]
        others = [quoted(name) for name in spelt if name != shown]
        verb = "is" if len(others) == 1 else "are"
        joined = int((corpus.spellings["spelling"] != corpus.spellings["source"]).sum())
        said += f"; {plural(joined, 'spelling')} joined: {listed(others, _NAMED)} {verb} counted as {quoted(shown)}"
        said += f", and {joined - len(others):,} more" if joined > len(others) else ""
    doubts: list[str] = []
    by_hand = corpus.settings.sources
    # A name may be in one list only, and is a spelling of itself.
    sources = {name: [item for item in items if item != name] for name, items in by_hand.items()}
    note = ""
    none = [name for name in names if is_no_outlet(name) and name not in by_hand]
    similar = similar_names({name: n for name, n in counts.items() if name not in none}, by_hand)
    for name, others in similar.items():
        sources[name] = list(dict.fromkeys([*sources.get(name, []), *others]))
    if similar:
        first, others = next(iter(similar.items()))
        more = f"; {plural(len(similar) - 1, 'more group')}" if len(similar) > 1 else ""
        doubts.append(f"one outlet? {quoted(first)} and {listed(map(quoted, others), _NAMED)}{more}")
        note = f"look at each: one that is another outlet gets a line of its own: {one_line(others[0], 60)}: []"
    if none:
        doubts.append(
            f"no name of an outlet: {listed(map(quoted, none), _NAMED)}; give the name, or the column with it"
        )
        sources |= {f"NAME OF OUTLET {i}": [name] for i, name in enumerate(none[:_NAMED], 1)}
    if len(names) > MIN_ARTICLES and len(names) > _HALF * len(corpus.articles):
        doubts.append("nearly as many outlets as articles: is it the right column? Name another with columns")
    absent = _absent(corpus)
    if absent:
        doubts.append(f"listed under sources in corpus.yml, but in no article: {listed(map(quoted, absent), _NAMED)}")
    return CheckLine("Outlets", said, doubts, {"sources": sources} if similar or none else {}, note=note)


def _largest(spellings: pd.DataFrame) -> str:
    total = spellings.groupby("source")["articles"].sum()
    return str(min(total.index, key=lambda name: (-total[name], name)))


def _absent(corpus: Corpus) -> list[str]:
    there = {*corpus.articles["outlet"], *corpus.spellings["spelling"]}
    listed_names = [name for names in corpus.settings.sources.values() for name in names]
    return [name for name in listed_names if name not in there and name not in corpus.settings.sources]


def _dates(corpus: Corpus) -> CheckLine:
    dates = corpus.articles["published"].dropna()
    undated = len(corpus.articles) - len(dates)
    said = f"{span(dates.min(), dates.max())}" if len(dates) else "no article has a date"
    said += f"; {undated:,} undated" if undated and len(dates) else ""
    unread = corpus.conflicts[corpus.conflicts["kind"] == UNREAD_DATE]["found"]
    doubts = [sentence.rstrip(".") for sentence in describe_apart(corpus)]
    settings: dict[str, Any] = {}
    choices: list[dict[str, Any]] = []
    if len(unread):
        doubts.append(f"{plural(len(unread), 'date')} not understood, such as {quoted(unread.min())}")
        ways = _format_settings(corpus.settings.date_format, date_formats(Counter(unread)))
        settings, choices = (ways[0], []) if len(ways) == 1 else ({}, ways)
        doubts[-1] += "; day or month first? No date tells" if choices else ""
    for path, column in undated_tables(corpus).items():
        doubts.append(f"no date in {quoted(path)}: is it the column {quoted(column)}?")
        given = settings.get("columns", corpus.settings.columns)
        settings["columns"] = given | {"date": list(dict.fromkeys([*given.get("date", []), column]))}
    if apart := name_undated(corpus):
        doubts.append(f"{DATED_APART}, so counted as undated: {listed(apart, _NAMED)}")
    # One of a dozen keeps its date, but may be wrong, too.
    if apart := name_dated(dated_apart(corpus.articles, at_least=1)):
        doubts.append(f"{DATED_APART}: {listed(apart, _NAMED)}")
    days = dates.value_counts()
    if len(days) > MIN_ARTICLES and days.iloc[0] > max(_MANY * len(dates), MIN_ARTICLES):
        doubts.append(f"{days.iloc[0]:,} are of one day, {day(days.index[0])}: the day they were downloaded?")
    return CheckLine("Dates", said, doubts, settings, choices)


def _format_settings(given: list[str], forms: list[list[str]]) -> list[dict[str, Any]]:
    """Write the formats, beside those that are set, as settings; two, days first, where the order is not known."""
    ways = []
    for formats in ([form[0] for form in forms], [form[-1] for form in forms]):
        kept = [form for form in given if not form.translate(_OTHER_ORDER).startswith(tuple(formats))]
        found = list(dict.fromkeys([*kept, *formats]))
        way = {"date_format": found if len(found) > 1 else found[0]} if formats else {}
        ways += [way] if way and way not in ways else []
    return ways


def _languages(corpus: Corpus) -> CheckLine:
    known = corpus.languages[corpus.languages["language"] != ""]
    codes = [f"{code} {n:,}" for code, n in zip(known["language"], known["articles"], strict=True)]
    unknown = int(corpus.languages["articles"].sum() - known["articles"].sum())
    said = listed(codes, _NAMED) or "none recognised"
    said += f"; {unknown:,} unknown" if unknown and codes else ""
    others = describe_languages(corpus.languages, corpus.language)
    if others:
        doubts = [f"in a run: {others.rstrip('.')}"]
        if "-p " not in others and len(codes) > 1:
            doubts[0] += f"; to read others, run with -p language={known['language'].iloc[1]}"
    else:
        doubts = [] if codes else ["say which it is: -p language=en"]
    return CheckLine("Languages", said, doubts)


def _copies(corpus: Corpus) -> CheckLine:
    n = len(corpus.articles) - corpus.independent_texts
    said = f"{plural(corpus.independent_texts, 'independent text')}; {plural(n, 'copy', 'copies')}"
    copies = duplicate_table(corpus)
    if copies.empty:
        return CheckLine("Copies", said)
    first = copies.iloc[0]
    more = int(first["articles"]) - 1
    named = quoted(first["title"] or first["article_ids"])
    said += f", of {named}" if more == n else f"; {more:,} {'is a copy' if more == 1 else 'are copies'} of {named}"
    inside = corpus.articles.groupby(["outlet", "group"]).size().rename("n").reset_index()
    inside["of"] = inside.groupby("outlet")["n"].transform("sum")
    often = inside[(inside["n"] >= MIN_ARTICLES) & (inside["n"] >= _FEW * inside["of"])]
    often = often.sort_values(["n", "outlet", "group"], ascending=[False, True, True])
    doubts = [
        f"{quoted(row['outlet'])} has one text {row['n']:,} times: a notice in place of the article?"
        for row in often.head(1).to_dict("records")
    ]
    return CheckLine("Copies", said, doubts)


def _removed(corpus: Corpus) -> CheckLine:
    removed = corpus.removed.groupby("text")["articles"].sum().reset_index()
    removed = removed.sort_values(["articles", "text"], ascending=[False, True])
    said = "nothing removed from the texts"
    if len(removed):
        rows = removed.head(2).to_dict("records")
        examples = [f"{quoted(row['text'].strip('()'), 60)} ({plural(row['articles'], 'article')})" for row in rows]
        said = f"{plural(len(removed), 'string or credit', 'strings and credits')} removed: {listed(examples)}"
    if len(corpus.not_cleaned):
        few = plural(len(corpus.not_cleaned), "outlet has", "outlets have")
        said += f"; {few} under {MIN_ARTICLES} articles, too few to recognise boilerplate"
        counts = corpus.articles["outlet"].value_counts()
        if 1 < (counts < MIN_ARTICLES).sum() < len(counts):
            said += f": a report joins them as “{OTHER_SOURCES}”"
    return CheckLine("Removed", said)


def _characters(corpus: Corpus, guessed: pd.DataFrame, texts: TextDoubts) -> CheckLine:
    said = "every encoding is certain"
    doubts: list[str] = []
    settings: dict[str, Any] = {}
    choices: list[dict[str, Any]] = []
    if len(guessed):
        names = Counter(str(name).partition(" with ")[0] for name in guessed["encoding"])
        most = sorted(names, key=lambda name: (-names[name], name))
        words = [word for path in guessed["path"] for word in texts.words[path]][:_NAMED]
        said = f"{plural(len(guessed), 'file')} in a guessed encoding"
        read = f"; right if these are words: {listed(map(quoted, words))}" if words else ""
        doubts.append(f"guessed: {listed(most, _NAMED)}{read}")
        settings, choices = ({"encoding": most[0]}, []) if len(most) == 1 else ({}, [{"encoding": n} for n in most])
    if texts.mended and not corpus.settings.repair:
        such = f", such as {texts.example}" if texts.example else ""
        doubts.append(f"{plural(texts.mended, 'article')} with wrongly decoded characters{such}")
        settings["repair"] = True
    if texts.lost:
        doubts.append(
            f"{plural(texts.lost, 'article')}, {texts.lost_in_title:,} in the title, with “\ufffd”: characters that "
            "were lost before these files were written; look for a better copy"
        )
    repaired = int(corpus.files["repaired"].sum())
    said += f"; repaired in {plural(repaired, 'article')}" if repaired else ""
    return CheckLine("Characters", said, doubts, settings, choices)


def _tables(corpus: Corpus) -> Iterator[CheckLine]:
    files = corpus.files[corpus.files["columns"] != ""]
    if files.empty:
        return
    said, more = describe_tables(files)
    absent = absent_columns(corpus.settings.columns, files["columns"])
    odd = files[files["understood_as"] != ""].sort_values("path")
    doubts = [f"{row['path']}: {one_line(row['understood_as'], 200)}" for row in odd.head(1).to_dict("records")]
    doubts += [f"{plural(len(odd) - 1, 'more doubtful table')}"] if len(odd) > 1 else []
    if absent:
        doubts.append(f"set as columns, but in no table: {listed(absent, _NAMED)}")
    yield CheckLine("Columns", said, doubts, more=more)


def _lengths(corpus: Corpus, texts: TextDoubts) -> CheckLine:
    words, n = corpus.articles["words"], len(corpus.articles)
    short = int((words < MIN_WORDS).sum())
    said = f"{int(words.sum()):,} words; half of the articles have {int(words.median()):,} or more"
    doubts = []
    if short:
        said += f"; {short:,} under {MIN_WORDS} words, too few for a topic"
        many = short >= _FEW * n
        if many and (short > _NAMED or short >= _HALF * n):
            doubts.append(f"{percent(short / n)} of the articles are that short: is it the column with the whole text?")
        elif len(
            named := corpus.articles[words < (MIN_WORDS if many else _HARDLY_ANY)].sort_values(["words", "article_id"])
        ):
            told = [f"{name_article(row)} ({plural(row['words'], 'word')})" for row in named.to_dict("records")]
            doubts.append(f"very short: {listed(told, _NAMED)}")
    cut = Counter(corpus.conflicts.loc[corpus.conflicts["kind"] == _CUT, "source"])
    ends = texts.marked + cut
    marked = [source for source, k in sorted(ends.items()) if cut[source] or _is_often(corpus, source, k, _MANY)]
    if marked:
        k = sum(ends[source] for source in marked)
        doubts.append(f"{plural(k, 'text')} of {listed(map(quoted, marked), _NAMED)} end in “…”: cut by the export?")
    unended = [source for source, k in sorted(texts.unended.items()) if _is_often(corpus, source, k, _HALF)]
    if unended:
        k = sum(texts.unended[source] for source in unended)
        which = listed(map(quoted, unended), _NAMED)
        doubts.append(f"{plural(k, 'text')} of {which} end without a full stop: cut by the export?")
    return CheckLine("Length", said, doubts)


def _is_often(corpus: Corpus, source: str, n: int, share: float) -> bool:
    return bool(n >= 5 and n >= share * (corpus.articles["source"] == source).sum())
