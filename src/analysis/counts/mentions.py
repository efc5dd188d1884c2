"""Where the articles mention the names of ``names.yml``: one reading for all tables of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial

import pandas as pd

from analysis.corpus import Corpus, Shard
from analysis.counts.name_pattern import name_pattern, spell
from analysis.text import PROTECTED_NAMES, quoted

NUMBERS = ["family", "variant", "source", "group", "article", "period", "start", "end"]
COLUMNS = [*NUMBERS, "headline", "quoted"]


def find_names(corpus: Corpus) -> pd.DataFrame:
    """List every mention of a name in headlines and texts, each once.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; ``name_families`` comes from ``names.yml``.

    Returns
    -------
    DataFrame
        One row per mention, in the order of the articles, families and texts. Numbers: ``family`` and ``variant`` (in
        ``corpus.name_families``), ``source`` (in ``corpus.source_names``), ``group`` of copies, ``article`` (in
        ``corpus.articles``), ``period`` (in ``corpus.periods``, -1 undated); ``start`` and ``end`` in the headline, a
        line break and the text. Flags: ``headline`` (else the body), and ``quoted``, for a mention that begins inside
        quotation marks: a quotation, or a name held at a distance. A name that reaches from the headline into the body
        counts to the headline. A name that would be a word in small letters (IS, US, WHO) is none between words in
        capitals ("JAPAN IS FACING"). Empty without families or mentions.
    """
    families = list(corpus.name_families.values())
    listed = (
        corpus.engine.map(partial(_mentions_of_shard, families=families), corpus.shards, "looking for names")
        if families
        else []
    )
    found = pd.concat([pd.DataFrame(columns=COLUMNS), *listed], ignore_index=True)
    return found.astype(dict.fromkeys(NUMBERS, "int64") | dict.fromkeys(COLUMNS[len(NUMBERS) :], "bool"))


def _mentions_of_shard(shard: Shard, families: list[list[str]]) -> pd.DataFrame:
    table = shard.read(["title", "text"])
    # A pattern that begins with plain letters skips texts many times faster than one that looks at a word's edge first.
    patterns = [(re.compile("|".join(map(spell, variants))), name_pattern(variants)) for variants in families]
    any_name = re.compile("|".join(quick.pattern for quick, _ in patterns))
    places = zip(shard.source, shard.group, shard.article, shard.period, strict=True)
    rows = []
    for title, text, place in zip(table["title"], table["text"], places, strict=True):
        whole = f"{title}\n{text}"
        if not any_name.search(whole):
            continue
        quotations = quoted(whole)
        for f, (quick, exact) in enumerate(patterns):
            for mention in exact.finditer(whole) if quick.search(whole) else ():
                at, end = mention.span()
                if mention.group() in PROTECTED_NAMES and _shouted(whole, at, end):
                    continue
                variant = int(str(mention.lastgroup)[1:])
                rows.append((f, variant, *place, at, end, at <= len(title), _inside(at, quotations)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _shouted(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a place in the same line are in capitals, or some are and there are no others."""
    before, after = text[:start].rsplit("\n", 1)[-1].split(), text[end:].split("\n", 1)[0].split()
    letters = ["".join(filter(str.isalpha, word)) for word in (*before[-1:], *after[:1])]
    beside = [word for word in letters if word]
    return bool(beside) and all(word.isupper() and len(word) > 1 for word in beside)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a place is in one of some spans, which stand in order."""
    number = bisect_right(spans, at, key=lambda span: span[0])
    return number > 0 and at < spans[number - 1][1]
