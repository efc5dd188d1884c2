"""The text of an article as its file has it, to see what was removed from it."""

from __future__ import annotations

from difflib import SequenceMatcher

from analysis.corpus.cleaning.markup import remove_markup
from analysis.corpus.corpus import Corpus
from analysis.corpus.prepare import fingerprint_corpus
from analysis.corpus.readers.article_rows import ArticleRow
from analysis.corpus.readers.find_files import CorpusFile, find_files, fingerprint_files
from analysis.corpus.readers.read_files import read_articles
from analysis.corpus.shards import WHOLE

# A larger table is not read again for one article, and a longer text is not compared.
_MAX_BYTES, _MAX_WORDS = 200_000_000, 50_000
_LINE = "\n"

# Words of a line, and whether they were removed.
Pieces = list[tuple[bool, str]]


def read_raw(corpus: Corpus, path: str, line: int) -> str | None:
    """Read the text of an article again, without markup; None where the files have changed or are too large."""
    if not corpus.folder.exists():
        return None
    found = find_files(corpus.folder)
    files = [file for file in found if path == file.relative or path.startswith(f"{file.relative}/")]
    if sum(file.path.stat().st_size for file in files if not file.reason) > _MAX_BYTES:
        return None
    # What was added to a file since would look as if it had been removed.
    if not _unchanged(corpus, found, files):
        return None
    for row in read_articles(files, corpus.settings):
        if isinstance(row, ArticleRow) and (row.path, row.line) == (path, line):
            return remove_markup(row.text)[0]
    return None


def _unchanged(corpus: Corpus, found: list[CorpusFile], files: list[CorpusFile]) -> bool:
    """Tell whether files are those that were prepared: touched before the shards were made, or of the same bytes."""
    made = (corpus.shards[0].path.parent / WHOLE).stat().st_mtime_ns
    touched = [file.path.stat() for file in files if not file.reason]
    if all(max(status.st_mtime_ns, status.st_ctime_ns) < made for status in touched):
        return True
    return fingerprint_corpus(fingerprint_files(found), corpus.settings) == corpus.fingerprint


def mark_removed(raw: str, clean: str) -> list[Pieces]:
    r"""Mark what of a raw text is not in the clean one.

    Returns
    -------
    list of list of (bool, str)
        Lines, in pieces that were removed or not; the clean text alone where it is longer than 50,000 words.

    Examples
    --------
    >>> mark_removed("LONDON - Gates stay shut.\nRead more: Gates", "Gates stay shut.")
    [[(True, 'LONDON -'), (False, 'Gates stay shut.')], [(True, 'Read more: Gates')]]
    """
    before, after = _words(raw), _words(clean)
    if len(before) > _MAX_WORDS:
        return _lines([(False, after)])
    first = _n_equal(before, after)
    last = _n_equal(before[first:][::-1], after[first:][::-1])
    runs = [(False, before[:first])]
    middle = before[first : len(before) - last], after[first : len(after) - last]
    for kind, a, b, c, d in SequenceMatcher(None, *middle).get_opcodes():
        runs += [(True, middle[0][a:b])] if kind in ("delete", "replace") else []
        runs += [(False, middle[1][c:d])]
    return _lines([*runs, (False, before[len(before) - last :])])


def _words(text: str) -> list[str]:
    """List words, with a mark between lines that hold some."""
    lines = [line.split() for line in text.split("\n") if line.strip()]
    return [word for line in lines for word in (*line, _LINE)][:-1]


def _n_equal(some: list[str], others: list[str]) -> int:
    pairs = zip(some, others, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(some), len(others)))


def _lines(runs: list[tuple[bool, list[str]]]) -> list[Pieces]:
    lines: list[Pieces] = [[]]
    for removed, words in runs:
        for number, part in enumerate(" ".join(words).split(_LINE)):
            if number:
                lines.append([])
            if words_of := part.strip():
                lines[-1].append((removed, words_of))
    return [line for line in lines if line]
