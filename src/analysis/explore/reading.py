"""Articles to read: one after the other, or one with all that is known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.raw_texts import Pieces, mark_removed, read_raw
from analysis.counts import read_articles
from analysis.report.outputs import InCell
from analysis.report.templating import linked, render_output
from analysis.wording import clean_label, day, listed, one_line, percent, plural

_MAX_DUPLICATES = 20
# Letters of an article that a cell shows.
_MAX_LETTERS = 100_000


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article with its cleaned text; ``source`` is what is compared, ``published`` missing without a date."""

    article_id: str
    source: str
    published: pd.Timestamp
    title: str
    text: str
    words: int
    byline: str
    dateline: str
    agency: str
    language: str
    path: str
    line: int
    url: str


@dataclass(frozen=True, kw_only=True, repr=False)
class ReadArticle(InCell, Article):
    """An article to read, with what was removed from it; shown, removed words are struck out.

    Attributes
    ----------
    lines : list of list of (bool, str)
        The text line by line, in pieces that were removed or not.
    raw : str or None
        The text before cleaning, without markup; None where the files have changed or are too large.
    duplicates : DataFrame
        ``article_id, source, published, title, least_shared`` of the other articles with this text in the corpus.
    topic : str
        Number and label of its topic, when topics were found before; empty otherwise.
    """

    lines: list[Pieces]
    raw: str | None
    duplicates: pd.DataFrame
    topic: str

    @property
    def removed(self) -> list[str]:
        """What was removed from the text, in its order."""
        return [words for line in self.lines for removed, words in line if removed]

    def _facts(self) -> list[str]:
        """Say in lines who wrote it and where, what was removed, who else has it, and its topic."""
        told = {
            "by": self.byline,
            "from": self.dateline,
            "agency": self.agency,
            "topic": self.topic,
            "address": self.url,
        }
        facts = [f"{name}: {one_line(value, 300)}" for name, value in told.items() if value]
        if self.raw is None:
            facts.append(
                "What was removed cannot be shown: the files have changed since they were loaded, or are too large."
            )
        else:
            facts.append(f"Removed: {plural(len(self.removed), 'piece')}." if self.removed else "Nothing was removed.")
        others = [
            f"{clean_label(row.article_id)} ({', '.join(filter(None, [clean_label(row.source), day(row.published)]))})"
            for row in self.duplicates.itertuples()
        ]
        if others:
            least = self.duplicates["least_shared"].min()
            shared = f"; the least similar versions share {percent(least)}" if least < 1 else ""
            facts.append(f"Also printed as {listed(others, _MAX_DUPLICATES)}{shared}.")
        return facts

    def _where(self) -> str:
        told = [clean_label(self.source), day(self.published), plural(self.words, "word"), clean_label(self.article_id)]
        return ", ".join(filter(None, told))

    def _short_lines(self) -> list[Pieces]:
        """Give the lines a cell shows."""
        room, shown = _MAX_LETTERS, list[Pieces]()
        for line in self.lines:
            pieces = [(removed, one_line(words, max(room, 1))) for removed, words in line]
            room -= sum(len(words) for _, words in pieces)
            shown.append(pieces)
            if room <= 0:
                break
        return shown

    def _html(self) -> str:
        lines = [[("del" if removed else "", words) for removed, words in line] for line in self._short_lines()]
        title = one_line(self.title, 300) or "Without title"
        return render_output(
            "article", title=linked(title, self.url), where=self._where(), facts=self._facts(), lines=lines
        )

    def __repr__(self) -> str:
        lines = [
            " ".join(f"[removed: {words}]" if removed else words for removed, words in line)
            for line in self._short_lines()
        ]
        return "\n".join([one_line(self.title, 300), self._where(), *self._facts(), "", *lines])


def each_article(corpus: Corpus) -> Iterator[Article]:
    """Go through the articles in the order of ``corpus.articles``; one shard of texts is in memory at a time."""
    articles = corpus.articles
    for shard in corpus.shards:
        table = articles.iloc[shard.article].assign(text=shard.read(["text"])["text"].to_numpy())
        yield from (Article(**row) for row in _rows(table))


def read_article(corpus: Corpus, position: int, topic: str) -> ReadArticle:
    """Read the article at a position of ``corpus.articles``, with what was removed and its duplicates."""
    articles = corpus.articles
    (row,) = _rows(articles.iloc[[position]].assign(text=read_articles(corpus, [position])["text"]))
    raw = read_raw(corpus, row["path"], row["line"])
    others = articles[articles["group"] == articles["group"].iloc[position]].drop(index=position)
    return ReadArticle(
        **row,
        lines=mark_removed(row["text"] if raw is None else raw, row["text"]),
        raw=raw,
        duplicates=others[["article_id", "source", "published", "title", "least_shared"]].reset_index(drop=True),
        topic=topic,
    )


def choose_sample(corpus: Corpus, n: int, seed: int) -> list[str]:
    """Choose independent texts by the hash of their group and the seed: the id of the first article of each."""
    first = corpus.articles.loc[corpus.articles["first_of_group"], ["article_id", "group"]]
    hashed = [hashlib.sha256(f"{seed} {group}".encode()).hexdigest() for group in first["group"]]
    return list(first.assign(hashed=hashed).sort_values("hashed")["article_id"].head(n))


def _rows(articles: pd.DataFrame) -> list[dict[str, Any]]:
    names = [field.name for field in fields(Article)]
    return [{str(name): value for name, value in row.items()} for row in articles[names].to_dict("records")]
