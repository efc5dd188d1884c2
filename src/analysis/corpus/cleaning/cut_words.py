"""Words cut at the ends of lines, joined as the rest of the corpus writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

_LETTERS = r"[^\W\d_]{1,40}"
_GAP = r"[ \t\u00a0]*\n(?:[ \t\u00a0]*\n)?[ \t\u00a0]*|[ \u00a0]"
# "middle- and low-income" is not cut.
_JOINING = r"(?!(?:and|or|to|und|oder|bis|et|ou|y|e|o|u|i|og|och|en|of|ja|tai|nor|but|as|through|versus|vs|rather)\b)"
# It begins with the hyphen, which is found fast; the half before it is looked up.
_CUT = re.compile(rf"[-‐](?=\s)(?<=[^\W\d_].)(?P<gap>{_GAP}){_JOINING}(?P<right>{_LETTERS})")
_LEFT = re.compile(rf"{_LETTERS}$")
# These are written only where a word goes on.
_SOFT = re.compile(r"(?<=[^\W\d_])[\u00ad¬][ \t]*\n[ \t]*(?=[^\W\d_])")
_PUNCTUATION = "\"'(),.:;?!“”‘’«»[]…"

# Where a corpus says nothing, these begin and end words that keep their hyphen.
_BEGIN = (
    "all anti co cross double eight ex far fifty first five forty four full half high ill left long low mid multi near "
    "nine ninety non old one open part post pre pro right second self semi seven seventy short single six sixty so ten "
    "third thirty three twenty two vice well"
)
_END = "born called elect general related"
_CERTAIN_END = "based backed known owned style term year"
_BEGINNINGS = frozenset(_BEGIN.split())
_CERTAIN = frozenset(_CERTAIN_END.split())
_ENDINGS = _CERTAIN | frozenset(_END.split())


class Cut(NamedTuple):
    """The halves of a word in small letters, and whether white space other than one line end is between them."""

    left: str
    right: str
    unsure: bool


def join_soft(text: str) -> str:
    r"""Join the words whose hyphen shows that it stands for a line end.

    Examples
    --------
    >>> join_soft("the north\u00ad\nern quay")
    'the northern quay'
    """
    return _SOFT.sub("", text)


def find_cuts(text: str) -> list[Cut]:
    r"""Find where words may be cut.

    Examples
    --------
    >>> find_cuts("the north-\nern quay, middle- and low-income, over- sight")
    [Cut(left='north', right='ern', unsure=False), Cut(left='over', right='sight', unsure=True)]
    """
    return [_cut(match) for match in _CUT.finditer(text)]


def _cut(match: re.Match[str]) -> Cut:
    return Cut(_left(match).lower(), match["right"].lower(), match["gap"].count("\n") != 1)


def _left(match: re.Match[str]) -> str:
    found = _LEFT.search(match.string[max(0, match.start() - 40) : match.start()])
    return found.group() if found else ""


def count_words(texts: pa.ChunkedArray, cuts: Iterable[Cut]) -> Counter[str]:
    """Count in texts the words that decide how cuts are joined: the halves, and both ways to write the whole."""
    wanted = {form for cut in cuts for form in (*cut[:2], cut.left + cut.right, f"{cut.left}-{cut.right}")}
    split = pc.list_flatten(pc.ascii_split_whitespace(texts.cast(pa.large_string())))
    counts: Counter[str] = Counter()
    chunks = pc.value_counts(split)
    for chunk, n in zip(chunks.field("values").to_pylist(), chunks.field("counts").to_pylist(), strict=True):
        word = chunk.lower().strip(_PUNCTUATION)
        if "-" not in word:
            forms = [word]
        else:
            parts = word.split("-")
            forms = [f"{left}-{right}" for left, right in pairwise(parts) if left and right]
        for form in forms:
            if form in wanted:
                counts[form] += n
    return counts


def decide(cuts: Mapping[Cut, int], counts: Mapping[str, int]) -> dict[Cut, str]:
    """Decide what comes between the halves of each cut, from how often cuts and words (`count_words`) occur.

    Nothing, when the corpus has the joined word at least as often as the one with a hyphen; a hyphen, when it has that
    one; and where it has neither and a line end parts them, a hyphen between two words, else nothing. Missing are those
    that stay as they are.
    """
    rights: Counter[str] = Counter()
    for cut, n in cuts.items():
        rights[cut.right] += n
    decided = {}
    for cut in cuts:
        joined, hyphened = counts.get(cut.left + cut.right, 0), counts.get(f"{cut.left}-{cut.right}", 0)
        if joined or hyphened:
            decided[cut] = "" if joined >= hyphened else "-"
        elif not cut.unsure:
            left = counts.get(cut.left, 0) > 0 or cut.left in _BEGINNINGS
            # The second half is counted as a word wherever it was cut off.
            right = counts.get(cut.right, 0) > rights[cut.right] or cut.right in _ENDINGS
            decided[cut] = "-" if (left and right) or cut.right in _CERTAIN else ""
    return decided


def join_cuts(text: str, decided: Mapping[Cut, str]) -> str:
    r"""Join the words of a text as decided; names stay with their hyphen.

    Examples
    --------
    >>> join_cuts("the north-\nern quay", {Cut("north", "ern", False): ""})
    'the northern quay'
    """

    def joined(match: re.Match[str]) -> str:
        between = decided.get(_cut(match))
        if between is None:
            return match.group()
        if match["right"][0].isupper() and not _left(match).isupper():
            between = "-"
        return between + match["right"]

    return _CUT.sub(joined, text)
