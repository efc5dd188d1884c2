"""Names that may belong into ``names.yml``, found in the articles for an analyst to accept."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from operator import itemgetter
from pathlib import Path

import pandas as pd
import yaml

from analysis.corpus import Corpus, Shard
from analysis.counts import name_pattern
from analysis.sources.abbreviations import introduced
from analysis.sources.related_names import (
    head_pattern,
    is_longer_or_alike,
    is_shorter,
    own_words,
    related_names,
    spelling_key,
)

COLUMNS = ["family", "variant", "evidence", "independent_texts", "example", "known"]
IN_BRACKETS, SHARED_WORDS = "in brackets", "shared words"
FILE = "proposed_names.yml"
# A bracket is believed when two independent texts hold it; in a small corpus one will do.
_TEXTS_WITH_BRACKET, _SMALL_CORPUS = 2, 50
_TEXTS_WITH_WORDS = 3
_BEFORE, _BEHIND = 70, 40  # characters of an example on either side

# What is found (a name and its abbreviation, or a name alone) -> group of copies -> place in the text it was first in.
Found = dict[tuple[str, ...], dict[int, str]]


def propose_names(corpus: Corpus) -> pd.DataFrame:
    """Find names that may be variants of one another.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; ``name_families`` are the names accepted in ``names.yml``.

    Returns
    -------
    DataFrame
        One row per ``family`` x ``variant``, with ``evidence``. "in brackets": a name of two to six words followed by
        its initials in brackets, as `introduced` finds them, in at least 2 independent texts (1 in a corpus of fewer
        than 50); name and abbreviation have a row each, and so have other spellings of them in that many texts.
        "shared words": in at least 3 independent texts, a name that is an accepted full name with a tail ("of Iraq")
        more or less, or spelt another way (`is_longer_or_alike`), or without its first or last word (`is_shorter`)
        and then in no more texts than the family.
        ``independent_texts`` hold this evidence, ``example`` quotes the first of them, ``known``: the variant is in
        ``names.yml`` already. The family is the accepted one that holds the name, else the one that holds the
        abbreviation, else the full name itself. Families in most independent texts first, ties by name; in a family
        the longest variants first, ties by name. Empty when nothing is found.
    """
    families = corpus.name_families
    shards = corpus.engine.map(partial(_look, families=families), corpus.shards, "looking for names")
    brackets, related, mentioned = (_merge([part[i] for part in shards]) for i in range(3))
    fewest = _TEXTS_WITH_BRACKET if corpus.independent_texts >= _SMALL_CORPUS else 1
    rows = [*_from_brackets(brackets, families, fewest), *_from_words(related, mentioned, families)]
    table = pd.DataFrame(rows, columns=COLUMNS[:5])
    accepted = {variant for variants in families.values() for variant in variants}
    table["known"] = table["variant"].isin(accepted)
    most = table.groupby("family")["independent_texts"].transform("max")
    table = table.assign(most=most, letters=table["variant"].str.len()).sort_values(
        ["most", "family", "letters", "variant", "evidence", "independent_texts"],
        ascending=[False, True, False, True, True, False], kind="stable",
    )  # fmt: skip
    return table.drop_duplicates(["family", "variant"])[COLUMNS].reset_index(drop=True)


def write_proposals(table: pd.DataFrame, folder: Path) -> list[str]:
    """Write proposals as YAML from which lines can be copied into ``names.yml``.

    Parameters
    ----------
    table : DataFrame
        From `propose_names`. What is ``known`` is left out.
    folder : Path
        Gets ``proposed_names.yml``, of the form of ``names.yml``.

    Returns
    -------
    list of str
        Names of the files written.
    """
    new = table[~table["known"].astype(bool)]
    families = {str(family): [str(v) for v in rows["variant"]] for family, rows in new.groupby("family", sort=False)}
    text = yaml.safe_dump({"families": families}, allow_unicode=True, sort_keys=False, width=100_000)
    head = "# Found in the articles, accepted by nobody yet: copy what is right into names.yml.\n"
    (folder / FILE).write_text(head + text, encoding="utf-8", newline="\n")
    return [FILE]


def _look(shard: Shard, families: dict[str, list[str]]) -> tuple[Found, Found, Found]:
    """Find, in one shard, names before brackets, names that share words with accepted ones, and accepted families."""
    brackets, related, mentioned = Found(), Found(), Found()
    patterns = {family: name_pattern(variants) for family, variants in families.items()}
    full_names = [variant for variants in families.values() for variant in variants if len(own_words(variant)) > 1]
    heads = head_pattern(full_names)
    table = shard.read(["title", "text"])
    for title, text, group in zip(table["title"], table["text"], map(int, shard.group), strict=True):
        whole = f"{title}\n{text}"
        for name, abbreviation, at in introduced(whole):
            brackets.setdefault((name, abbreviation), {}).setdefault(group, _around(whole, at, len(abbreviation) + 2))
        if heads is None or not heads.search(whole):
            continue
        spans: list[tuple[int, int]] = []
        for family, pattern in patterns.items():
            own = [match.span() for match in pattern.finditer(whole)]
            if own:
                mentioned.setdefault((family,), {})[group] = ""
            spans += own
        spans.sort()
        reach = list(accumulate((end for _, end in spans), max))
        for name, at in related_names(whole, full_names, heads):
            # A part of an accepted name is that name.
            begun = bisect_right(spans, at, key=itemgetter(0))
            if not begun or reach[begun - 1] < at + len(name):
                related.setdefault((name,), {}).setdefault(group, _around(whole, at, len(name)))
    return brackets, related, mentioned


def _around(text: str, at: int, length: int) -> str:
    """Quote one line around a place, cut between words."""
    before = text[max(0, at - _BEFORE) : at].rpartition("\n")[2]
    behind = text[at + length : at + length + _BEHIND].partition("\n")[0]
    if len(before) == _BEFORE:
        before = "… " + before.partition(" ")[2]
    if len(behind) == _BEHIND:
        behind = behind.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[at : at + length]}{behind}".split())


def _merge(parts: list[Found]) -> Found:
    merged: Found = {}
    for part in parts:
        for key, groups in part.items():
            for group, example in groups.items():
                merged.setdefault(key, {}).setdefault(group, example)
    return merged


def _from_brackets(found: Found, families: dict[str, list[str]], fewest: int) -> Iterator[tuple[object, ...]]:
    """Join the spellings of a name and of its abbreviation, and name their family."""
    alike: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for pair in found:
        alike[pair[1].casefold(), *map(str.casefold, spelling_key(pair[0]))].append(pair)
    for pairs in alike.values():
        if len({group for pair in pairs for group in found[pair]}) < fewest:
            continue
        ranked = [
            sorted(_merge([{pair[i : i + 1]: found[pair]} for pair in pairs]).items(), key=lambda x: (-len(x[1]), x[0]))
            for i in range(2)
        ]
        spelt = [spelling for spellings in ranked for (spelling,), _ in spellings]
        family = next((f for name in spelt for f, held in families.items() if name in held), spelt[0])
        for spellings in ranked:
            for rank, ((spelling,), texts) in enumerate(spellings):
                if rank == 0 or len(texts) >= fewest:
                    yield family, spelling, IN_BRACKETS, len(texts), texts[min(texts)]


def _from_words(related: Found, mentioned: Found, families: dict[str, list[str]]) -> Iterator[tuple[object, ...]]:
    """Keep related names in enough texts; one that has lost a word may be any name ("New York"), if it is frequent."""
    for (name,), texts in related.items():
        if len(texts) < _TEXTS_WITH_WORDS:
            continue
        for family, variants in families.items():
            rare = len(texts) <= len(mentioned.get((family,), {}))
            if any(is_longer_or_alike(name, full) or (rare and is_shorter(name, full)) for full in variants):
                yield family, name, SHARED_WORDS, len(texts), texts[min(texts)]
                break
