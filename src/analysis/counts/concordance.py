"""Keywords in context: the sentences behind a number."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Literal

import pandas as pd

from analysis.corpus import Corpus
from analysis.text import PROTECTED_NAMES, words_of_piece

COLUMNS = ["term", "left", "keyword", "right", "source", "published", "article_id", "path"]
# Characters on either side: about 30 words with the keyword, never an article's substance; of very short words 60.
CONTEXT = 90
MOST_WORDS = 60
# What "all lines" of a term are at most.
ALL_LINES = 1000
# A hyphen stands first inside a character class.
_APOSTROPHES, _HYPHENS = "'’‘ʼ＇`´‛", "-‐‑﹣－"
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"


def concordance(
    corpus: Corpus,
    terms: list[str],
    lines: int = 3,
    source_of: Mapping[str, str] | None = None,
    sort: Literal["date", "left", "right"] = "date",
) -> pd.DataFrame:
    """Collect lines in which terms stand, one for each independent text.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : list of str
        Words, or phrases with blanks.
    lines : int
        At most so many for each term; 0 for all, up to 1,000.
    source_of : mapping of str to str, optional
        Quote a term from this source only; terms that are not in it are quoted from all.
    sort : {"date", "left", "right"}
        Order of the lines of a term: by date; or, to see what the term is used with, by the words to its left, read
        from the term outwards, or by those to its right, whatever their capitals.

    Returns
    -------
    DataFrame
        One row per line, terms in the order given, then as ``sort`` says, then by date, source and id: ``term, left,
        keyword, right, source, published, article_id, path``; at most 60 words a line. The articles are those whose
        content hash comes first, of different days where there are enough; of a group of copies only its first article
        is quoted. Empty when no text holds a term.
    """
    only = source_of or {}
    patterns = {term: term_pattern(term) for term in terms}
    wanted = lines or ALL_LINES
    rows: list[dict[str, object]] = []
    # Lines of a day that is quoted already wait for what other days have.
    waiting: dict[str, list[dict[str, object]]] = {term: [] for term in terms}
    missing, days = dict.fromkeys(terms, wanted), set[tuple[str, object]]()
    for shard in corpus.shards:
        if not missing:
            break
        table = shard.read(["text", "published", "article_id", "path"])
        named = table.assign(source=[corpus.source_names[i] for i in shard.source])
        for row in named[shard.first].to_dict("records"):
            for term in missing:
                mine = only.get(term, row["source"]) == row["source"]
                if mine and (line := _line(row["text"], patterns[term], term)):
                    quoted = {"term": term, **line, **{key: row[key] for key in COLUMNS[4:]}}
                    if lines and pd.notna(row["published"]) and (term, row["published"]) in days:
                        waiting[term] += [quoted] if len(waiting[term]) < wanted else []
                        continue
                    days.add((term, row["published"]))
                    rows.append(quoted)
                    missing[term] -= 1
            missing = {term: left for term, left in missing.items() if left}
            if not missing:
                break
    rows += [line for term, left in missing.items() for line in waiting[term][:left]]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["rank"] = table["term"].map({term: i for i, term in enumerate(terms)})
    table["published"] = pd.to_datetime(table["published"])
    table["outwards"] = [_outwards(line, sort) for line in table[["left", "right"]].to_dict("records")]
    order = table.sort_values(["rank", "outwards", "published", "source", "article_id"], kind="stable")
    return order[COLUMNS].reset_index(drop=True)


def _outwards(line: Mapping[Hashable, str], sort: str) -> tuple[str, ...]:
    """List the words on one side of a keyword from it outwards; none when lines are sorted by date."""
    if sort == "date":
        return ()
    words = [word.casefold() for piece in line[sort].split() for word in words_of_piece(piece)]
    return tuple(words if sort == "right" else words[::-1])


def as_counted(term: str) -> str:
    """Write a word or phrase as it is counted: in small letters, but for names that would turn into stop words.

    Parameters
    ----------
    term : str
        In any capitals.

    Returns
    -------
    str
        Its words as `analysis.text.tokens` gives them, with blanks; empty when it has none.

    Examples
    --------
    >>> as_counted("Old  Quarter"), as_counted("IS"), as_counted("is"), as_counted("U.S. Army")
    ('old quarter', 'IS', 'is', 'US army')
    """
    return " ".join(word for piece in term.split() for word in words_of_piece(piece))


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
            keyword = match.group()
            words = (MOST_WORDS - len(keyword.split())) // 2
            left, right = left.split(" ", 1)[-1] if cut_left else left, right.rsplit(" ", 1)[0] if cut_right else right
            short_left, short_right = _last_words(left, words), _last_words(right[::-1], words)[::-1]
            return {
                "left": "… " + short_left if cut_left or short_left != left else left,
                "keyword": keyword,
                "right": short_right + " …" if cut_right or short_right != right else right,
            }
    return {}


def _last_words(text: str, most: int) -> str:
    """Cut a text to its last words, with the white space behind them."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return text[starts[-most] :] if len(starts) > most else text
