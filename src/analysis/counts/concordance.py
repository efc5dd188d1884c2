"""Keywords in context: the sentences behind a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.corpus import Corpus
from analysis.text import PROTECTED_NAMES, words_of_piece

COLUMNS = ["term", "left", "keyword", "right", "source", "published", "article_id", "path"]
# Characters on either side: about 30 words with the keyword, never an article's substance.
CONTEXT = 90
# A hyphen stands first inside a character class.
_APOSTROPHES, _HYPHENS = "'’‘ʼ＇`´‛", "-‐‑﹣－"
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"


def concordance(
    corpus: Corpus, terms: list[str], lines: int = 3, source_of: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Collect lines in which terms stand, one for each independent text.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : list of str
        Words, or phrases with blanks.
    lines : int
        At most so many for each term.
    source_of : mapping of str to str, optional
        Quote a term from this source only; terms that are not in it are quoted from all.

    Returns
    -------
    DataFrame
        One row per line, terms in the order given, then by date, source and id: ``term, left, keyword, right, source,
        published, article_id, path``. The articles are those whose content hash comes first; of a group of copies
        only its first article is quoted.
    """
    only = source_of or {}
    patterns = {term: term_pattern(term) for term in terms}
    rows: list[dict[str, object]] = []
    missing = dict.fromkeys(terms, lines)
    for shard in corpus.shards:
        if not missing:
            break
        table = shard.read(["text", "published", "article_id", "path"])
        named = table.assign(source=[corpus.source_names[i] for i in shard.source])
        for row in named[shard.first].to_dict("records"):
            for term in missing:
                mine = only.get(term, row["source"]) == row["source"]
                if mine and (line := _line(row["text"], patterns[term], term)):
                    rows.append({"term": term, **line, **{key: row[key] for key in COLUMNS[4:]}})
                    missing[term] -= 1
            missing = {term: left for term, left in missing.items() if left}
            if not missing:
                break
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["rank"] = table["term"].map({term: i for i, term in enumerate(terms)})
    table["published"] = pd.to_datetime(table["published"])
    return table.sort_values(["rank", "published", "source", "article_id"]).drop(columns="rank").reset_index(drop=True)


def term_pattern(term: str) -> re.Pattern[str]:
    """Compile a pattern that finds a term where `analysis.text.tokens` would, and seldom more.

    Whole words in any typeface's apostrophes and hyphens, abbreviations also with full stops (``U.S.``), capitals only
    for names.
    """
    words = term.split(" ")
    named = any(part in PROTECTED_NAMES for part in re.split(r"[ '-]", term))
    # Words of scripts without blanks stand inside longer runs; all others end where letters end.
    edged = len(words_of_piece(words[0] * 2)) == 1
    before, after = (rf"(?<![^\W_])(?<![^\W\d_]{_INNER})", rf"(?![^\W_]|{_INNER}[^\W_])") if edged else ("", "")
    between = r"\s+".join(any_typeface(word) for word in words)
    return re.compile(f"{before}{between}{after}", re.NOFLAG if named else re.IGNORECASE)


def any_typeface(word: str) -> str:
    """Write a word as a pattern that allows for every typeface's apostrophes and hyphens, and for ``U.S.``."""
    return "".join(_part_pattern(part) for part in re.split(f"({_INNER})", word))


def _part_pattern(part: str) -> str:
    if part in (*_APOSTROPHES, *_HYPHENS):
        return f"[{_APOSTROPHES if part in _APOSTROPHES else _HYPHENS}]"
    plain = re.escape(part)
    return rf"(?:{plain}|{'[.]'.join(part.upper())}[.])" if part.isalpha() and 1 < len(part) < 6 else plain


def _line(text: str, pattern: re.Pattern[str], term: str) -> dict[str, str]:
    for match in pattern.finditer(text):
        if " ".join(word for piece in match.group().split() for word in words_of_piece(piece)) == term:
            left = text[max(0, match.start() - CONTEXT) : match.start()].split("\n")[-1]
            right = text[match.end() : match.end() + CONTEXT].split("\n")[0]
            cut_left = match.start() - len(left) > 0 and text[match.start() - len(left) - 1] != "\n"
            cut_right = match.end() + len(right) < len(text) and text[match.end() + len(right)] != "\n"
            return {
                "left": "… " + left.split(" ", 1)[-1] if cut_left else left,
                "keyword": match.group(),
                "right": right.rsplit(" ", 1)[0] + " …" if cut_right else right,
            }
    return {}
