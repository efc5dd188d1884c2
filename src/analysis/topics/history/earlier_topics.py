"""Topics that keep number and label from one report to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import SettingsError
from analysis.tables import round_significant
from analysis.topics.history.saved_topics import PAGE
from analysis.topics.history.topic_matching import continue_numbers, match_topics

# Words such as "null" are words; what is missing is an empty cell of numbers.
_TEXT = dict.fromkeys(("article_id", "term", "label", "state", "words"), str)
_NUMBERS = {column: [""] for column in ("share", "share_low", "share_high")}
FILES = ("topic_terms.csv", "topic_card.csv", "article_topics.csv")
# Numbers of topics that are not shown; a report may have none.
NUMBERS = "topic_numbers.csv"
_COLUMNS = {
    FILES[0]: ("topic", "rank", "term", "weight"),
    FILES[1]: ("topic", "label", "share"),
    FILES[2]: ("article_id", "topic", "share"),
    NUMBERS: ("topic", "label", "state", "words"),
}
SHARES = ("share", "share_low", "share_high")


@dataclass(frozen=True)
class TopicTables:
    """The tables of one report that tell topics apart.

    ``topic_terms``, ``topic_card``, ``article_topics``, and ``topic_numbers``: all numbers given so far (None: those
    of the card).
    """

    terms: pd.DataFrame
    card: pd.DataFrame
    articles: pd.DataFrame
    numbers: pd.DataFrame | None = None

    @property
    def known(self) -> dict[int, tuple[str, list[str]]]:
        """Label and words of every number given so far, rising: of topics shown, dropped, and gone before."""
        shown = {topic: (str(self.facts(topic)["label"]), words) for topic, words in self.words.items()}
        rows = [] if self.numbers is None else self.numbers[["topic", "label", "words"]].to_numpy().tolist()
        listed = {int(topic): (str(label), str(words).split()) for topic, label, words in rows}
        return dict(sorted({**listed, **shown}.items()))

    @property
    def dropped(self) -> set[int]:
        """Numbers of topics that are there and not shown."""
        if self.numbers is None:
            return set()
        return set(self.numbers.loc[self.numbers["state"] == "dropped", "topic"].astype(int))

    @property
    def words(self) -> dict[int, list[str]]:
        """Words of each topic, by rank; topics by number, those without words too."""
        ordered = self.terms.sort_values(["topic", "rank"], kind="stable")
        numbers = ordered["topic"].astype(int)
        found: dict[int, list[str]] = {topic: [] for topic in sorted({*numbers, *self.card["topic"].astype(int)})}
        for topic, term in zip(numbers, ordered["term"].astype(str), strict=True):
            found[topic].append(term)
        return found

    def facts(self, topic: int) -> dict[str, Any]:
        """Label, and share with interval to six digits, of one topic; empty and NaN where the card has none."""
        rows = self.card[self.card["topic"].astype(int) == topic].to_dict("records")
        row = rows[0] if rows else {}
        numbers = [float(value) if (value := row.get(name, "")) != "" else math.nan for name in SHARES]
        rounded = round_significant(np.array(numbers)).tolist()
        return {"label": str(row.get("label", "")), **dict(zip(SHARES, rounded, strict=True))}


def read_earlier_topics(previous: Path | None) -> TopicTables | None:
    """Read the topics of an earlier report.

    Parameters
    ----------
    previous : Path or None
        Report folder with one folder for each page.

    Returns
    -------
    TopicTables or None
        None without an earlier report, or when it has no page on topics.

    Raises
    ------
    SettingsError
        When a table is damaged.
    """
    page = previous / PAGE if previous else None
    if page is None or not all((page / name).is_file() for name in FILES):
        return None
    return read_topic_tables(page)


def read_topic_tables(page: Path) -> TopicTables:
    """Read the tables that tell topics apart from the folder of a page.

    Raises
    ------
    SettingsError
        When one cannot be read, lacks a column, or holds a number that none can be.
    """
    terms, card, articles = (_read(page, name) for name in FILES)
    return TopicTables(terms, card, articles, _read(page, NUMBERS) if (page / NUMBERS).is_file() else None)


def _read(page: Path, name: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(page / name, dtype=_TEXT, keep_default_na=False, na_values=_NUMBERS)
        missing = [column for column in _COLUMNS[name] if column not in table]
        if missing:
            raise ValueError(f"there is no column {missing[0]!r}")
        # No article's topic is topic 0: it has none.
        if len(table) and not pd.to_numeric(table["topic"], "coerce").ge(name != FILES[2]).all():
            raise ValueError("the column 'topic' holds something else than numbers of topics")
        if name in (FILES[1], NUMBERS) and table["topic"].duplicated().any():
            raise ValueError("a topic stands there twice")
        if "share" in _COLUMNS[name] and len(table) and not pd.api.types.is_numeric_dtype(table["share"]):
            raise ValueError("the column 'share' holds something else than numbers")
    except (OSError, ValueError, pd.errors.ParserError) as error:
        raise SettingsError(f"The topics of a report cannot be read: {page.name}/{name}: {error}.") from error
    return table


def number_topics(
    words: Sequence[Sequence[str]], labels: Sequence[str], named: Sequence[str], earlier: TopicTables | None
) -> tuple[list[int], list[str]]:
    """Give topics their numbers and labels.

    Parameters
    ----------
    words : sequence of list of str
        Words of each topic, the largest topic first.
    labels, named : sequence of str
        Label of each topic, and the name an analyst gave it (empty: none), which stays.
    earlier : TopicTables or None
        A topic whose words match one of these keeps its number and its label.

    Returns
    -------
    numbers : list of int
        From 1 without an earlier report.
    labels : list of str
        In the order of ``words``.
    """
    if earlier is None:
        return list(range(1, len(words) + 1)), list(labels)
    known = earlier.known
    matches = match_topics(words, [old for _, old in known.values()])
    before = [label for label, _ in known.values()]
    kept = [
        name or (label if match is None else before[match])
        for name, label, match in zip(named, labels, matches, strict=True)
    ]
    # A new label that an old one has taken is told from it by its number.
    numbers = continue_numbers(matches, list(known))
    for at, (label, match) in enumerate(zip(kept, matches, strict=True)):
        if match is None and kept.count(label) > 1:
            kept[at] = f"{label} ({numbers[at]})"
    return numbers, kept
