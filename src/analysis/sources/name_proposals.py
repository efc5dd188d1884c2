"""Names that may belong into ``names.yml``, found where articles introduce an abbreviation in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import yaml

from analysis.cache import kept
from analysis.corpus import Corpus, Shard
from analysis.tables import source_tables as tables

_EXAMPLE = {"European Union": ["European Union", "EU", "Brussels"]}
# Two independent texts must hold a bracket; in a small corpus one is enough.
_MIN_TEXTS, _SMALL_CORPUS = 2, 50
_BEFORE, _BEHIND = 70, 40  # characters of an example on either side
# Words that a name may contain and that its abbreviation may skip.
_SMALL_WORDS = (
    "a al an and at da de del della der des di do du e el en et for für in la las le les los of on the to und v van "
    "von y"
)
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
_MAX_WORDS = 6
# A name is looked for so many characters before its bracket.
_REACH = 120
_BRACKET = re.compile(r"\(([^\W\d_](?:[.&-]?[^\W\d_]){1,9}\.?)\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What may be between two words of a name; anything else ends it.
_GAP = re.compile(r"[ \u00a0]|[-‐‑]|, | & ")
_CLOSERS = ' \u00a0"”’»“'
_POSSESSIVE = re.compile(r"['’]s?$")
_LETTERS = re.compile(r"[^\W\d_]+")


@kept
def propose_names(corpus: Corpus) -> pd.DataFrame:
    """Propose names and their abbreviations: "the Inland Sovereignty Front (ISF)".

    A name of two to six words, followed by its initials in brackets, is proposed when at least 2 independent texts hold
    both (1 in a corpus of fewer than 50). Name and abbreviation have a row each; so have other spellings of them in as
    many texts. The family is the accepted one that holds the name, else the one that holds the abbreviation, else the
    name itself.

    Returns
    -------
    DataFrame
        `tables.PROPOSED_NAMES`.
    """
    families = corpus.name_families
    min_texts = _MIN_TEXTS if corpus.independent_texts >= _SMALL_CORPUS else 1
    parts = corpus.engine.map(_introductions, corpus.shards, "looking for names")
    introductions = [row for part in parts for row in part]
    found = pd.DataFrame(introductions, columns=["name", "abbreviation", "group", "example", "alike"])
    rows: list[tuple[object, ...]] = []
    for _, alike in found.groupby("alike", sort=False):
        if alike["group"].nunique() < min_texts:
            continue
        names, abbreviations = (_spellings(alike, column) for column in ("name", "abbreviation"))
        every = [spelling for spelling, _, _ in names + abbreviations]
        family = next((family for name in every for family, held in families.items() if name in held), every[0])
        for spellings in (names, abbreviations):
            frequent = [spelling for spelling in spellings[1:] if spelling[1] >= min_texts]
            rows += [(family, variant, "in brackets", *rest) for variant, *rest in [spellings[0], *frequent]]
    table = pd.DataFrame(rows, columns=["family", "variant", "evidence", "independent_texts", "example"])
    table["known"] = table["variant"].isin({variant for variants in families.values() for variant in variants})
    table["most"] = table.groupby("family")["independent_texts"].transform("max")
    table["letters"] = table["variant"].str.len()
    table = table.sort_values(
        ["most", "family", "letters", "variant", "independent_texts"],
        ascending=[False, True, False, True, False],
        kind="stable",
    )
    return tables.PROPOSED_NAMES.build(table.drop_duplicates(["family", "variant"]))


def why_no_names(corpus: Corpus) -> str:
    """Say why there are no names to compare, where there are none; empty where ``names.yml`` is to be written."""
    if len(corpus.source_names) < 2:
        return "There is only one source, so names are not compared."
    return "No article mentions a name of names.yml; capitals matter." if corpus.name_families else ""


def names_example(proposals: pd.DataFrame, limit: int = 4) -> str:
    """Write a ``names.yml`` to copy: the names proposed that are not in it yet, or else an invented family.

    Parameters
    ----------
    proposals : DataFrame
        From `propose_names`.
    limit : int
        Number of families, the first.
    """
    new = proposals[~proposals["known"].astype(bool)]
    by_family = list(new.groupby("family", sort=False)["variant"])[:limit]
    families = {str(family): [str(variant) for variant in variants] for family, variants in by_family}
    example = {"families": families or _EXAMPLE}
    return yaml.safe_dump(example, allow_unicode=True, sort_keys=False, width=100_000)


def _introductions(shard: Shard) -> list[tuple[str, str, int, str, str]]:
    """List name, abbreviation, group of duplicates, example, and what other spellings of both have in common."""
    table, rows = shard.read(["title", "text"]), []
    for title, text, group in zip(table["title"], table["text"], shard.group, strict=True):
        whole = f"{title}\n{text}"
        for name, abbreviation, at in introduced(whole):
            alike = f"{abbreviation} {_spelling_key(name)}".casefold()
            rows.append((name, abbreviation, int(group), _around(whole, at, len(abbreviation) + 2), alike))
    return rows


def _spelling_key(name: str) -> str:
    """Reduce a name to what its spellings have in common: the first four letters of each of its own words."""
    own = " ".join(word for word in name.split() if word.lower() not in _FUNCTION_WORDS)
    return " ".join(word[:4] for word in _LETTERS.findall(own))


def _spellings(found: pd.DataFrame, column: str) -> list[tuple[str, int, str]]:
    """List the spellings in a column, their independent texts and first example; those in most texts first."""
    groups = found.sort_values("group", kind="stable").groupby(column)
    table = groups.agg(texts=("group", "nunique"), example=("example", "first")).reset_index()
    ordered = table.sort_values(["texts", column], ascending=[False, True])
    return list(ordered.itertuples(index=False, name=None))


def _around(text: str, at: int, length: int) -> str:
    """Quote one line around a place, cut between words."""
    before = text[max(0, at - _BEFORE) : at].rpartition("\n")[2]
    behind = text[at + length : at + length + _BEHIND].partition("\n")[0]
    if len(before) == _BEFORE:
        before = "… " + before.partition(" ")[2]
    if len(behind) == _BEHIND:
        behind = behind.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[at : at + length]}{behind}".split())


def introduced(text: str) -> list[tuple[str, str, int]]:
    """Find names that are followed by their abbreviation in brackets.

    The letters of the abbreviation are, in order, the initials of a name of two to six words, all with capitals;
    function words ("of", "the") and what follows a hyphen in small letters may be skipped. The abbreviation begins with
    a capital: "(IS)", "(PiS)" and "(Nato)", never "(is)".

    Parameters
    ----------
    text : str
        Headline or text, of any length.

    Returns
    -------
    list of (str, str, int)
        Name, abbreviation and the place of the bracket, in the order of the text; empty when there are none.

    Examples
    --------
    >>> introduced("At the Ministry of Defence (MoD) and in the Inland Front (ISF)")
    [('Ministry of Defence', 'MoD', 27)]
    """
    found = []
    for bracket in _BRACKET.finditer(text):
        start = bracket.start()
        before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        plain = bracket.group(1).replace(".", "")
        if not plain[0].isupper():
            continue
        name = _name_of(before, [letter for letter in plain if letter.isalpha()])
        if not name and plain[:-1].isupper() and plain.endswith("s"):
            name = _name_of(before, [letter for letter in plain[:-1] if letter.isalpha()])
        if name:
            found.append((name, plain, start))
    return found


def _name_of(before: str, letters: Sequence[str]) -> str:
    """Give the name at the end of a text whose initials are the letters; empty when there is none."""
    words = list(_WORD.finditer(before))
    if len(letters) < 2 or not words or before[words[-1].end() :].strip(_CLOSERS):
        return ""
    first = _first_word(before, words, letters)
    if first < 0:
        return ""
    name = before[words[first].start() : words[-1].end()]
    own = [word for word in name.split() if word not in _FUNCTION_WORDS]
    return _POSSESSIVE.sub("", name) if 2 <= len(own) <= _MAX_WORDS else ""


def _first_word(before: str, words: Sequence[re.Match[str]], letters: Sequence[str]) -> int:
    """Find the word at which the initials of all words behind it have spelt the letters; -1 when they do not."""
    left = {len(letters)}  # how many letters may still be unspelt
    for i in range(len(words) - 1, -1, -1):
        word = words[i].group()
        capital = word[0].isupper()
        behind_hyphen = i > 0 and before[words[i - 1].end() : words[i].start()] in ("-", "‐", "‑")
        small = word in _FUNCTION_WORDS or (behind_hyphen and not capital)
        spelt = {k - 1 for k in left if (capital or small) and word[0].casefold() == letters[k - 1].casefold()}
        if capital and 0 in spelt:
            return i
        left = spelt - {0} | (left if small else set())
        if not left or not _joined(before, words, i):
            break
    return -1


def _joined(before: str, words: Sequence[re.Match[str]], i: int) -> bool:
    return i > 0 and _GAP.fullmatch(before[words[i - 1].end() : words[i].start()]) is not None
