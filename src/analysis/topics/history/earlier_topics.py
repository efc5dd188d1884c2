"""The topics of an earlier report, read from its tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import SettingsError
from analysis.tables import round_significant
from analysis.vocabulary import NO_TOPIC, TOPIC_NUMBER

# Name of the page whose topics go on, whatever page is run.
PAGE = "topic_modeling"
TERMS, CARD, ARTICLES, NUMBERS = "topic_terms.csv", "topic_card.csv", "article_topics.csv", "topic_numbers.csv"
SHARES = ("share", "share_low", "share_high")
_NEEDED = {
    TERMS: ("topic", "rank", "term", "weight"),
    CARD: ("topic", "label", "share"),
    ARTICLES: ("article_id", "topic", "share"),
    NUMBERS: ("topic", "label", "state", "words"),
}
# Words such as "null" are words; what is missing is an empty cell of numbers.
_TEXT = dict.fromkeys(("article_id", "topic", "subject", "term", "label", "state", "words"), str)
_MISSING = {column: [""] for column in SHARES}


@dataclass(frozen=True)
class ReportedTopics:
    """The topics of one report as its tables have them.

    Attributes
    ----------
    terms, card, articles : DataFrame
        `tables.TOPIC_TERMS`, `tables.TOPIC_CARD`, `tables.ARTICLE_TOPICS`.
    numbers : DataFrame or None
        `tables.TOPIC_NUMBERS`; None: those of the card.
    """

    terms: pd.DataFrame
    card: pd.DataFrame
    articles: pd.DataFrame
    numbers: pd.DataFrame | None = None

    @property
    def known(self) -> dict[str, tuple[str, list[str]]]:
        """Label and words of every number given so far, in order: of topics shown, dropped, and gone before."""
        shown = {topic: (str(self.summary(topic)["label"]), words) for topic, words in self.words.items()}
        rows = [] if self.numbers is None else self.numbers[["topic", "label", "words"]].to_numpy().tolist()
        given = {str(topic): (str(label), str(words).split()) for topic, label, words in rows}
        return dict(sorted({**given, **shown}.items(), key=lambda item: number_key(item[0])))

    @property
    def dropped(self) -> set[str]:
        """Numbers of topics that were found and not shown."""
        if self.numbers is None:
            return set()
        return set(self.numbers.loc[self.numbers["state"] == "dropped", "topic"])

    @property
    def words(self) -> dict[str, list[str]]:
        """Words of each topic, by rank; topics by number, those without words too."""
        ordered = self.terms.sort_values(["topic", "rank"], kind="stable")
        numbers = sorted({*ordered["topic"], *self.card["topic"]}, key=number_key)
        found: dict[str, list[str]] = {topic: [] for topic in numbers}
        for topic, term in zip(ordered["topic"], ordered["term"].astype(str), strict=True):
            found[topic].append(term)
        return found

    def summary(self, topic: str) -> dict[str, Any]:
        """Label, and share with interval to six digits, of one topic; empty and NaN where the card has none."""
        rows = self.card[self.card["topic"] == topic].to_dict("records")
        row = rows[0] if rows else {}
        numbers = [float(value) if (value := row.get(name, "")) != "" else math.nan for name in SHARES]
        rounded = round_significant(np.array(numbers)).tolist()
        return {"label": str(row.get("label", "")), **dict(zip(SHARES, rounded, strict=True))}


def number_key(number: str) -> tuple[int, int]:
    """Give what topics are sorted by: each theme before its subjects.

    Examples
    --------
    >>> sorted(["10", "2.10", "2.9", "2"], key=number_key)
    ['2', '2.9', '2.10', '10']
    """
    theme, _, subject = number.partition(".")
    return int(theme), int(subject or 0)


def read_earlier_topics(previous: Path | None) -> ReportedTopics | None:
    """Read the topics of an earlier report.

    Parameters
    ----------
    previous : Path or None
        Report folder with one folder for each page.

    Returns
    -------
    ReportedTopics or None
        None without an earlier report, or when it has no page on topics.

    Raises
    ------
    SettingsError
        When a table is damaged.
    """
    page = previous / PAGE if previous else None
    if page is None or not all((page / name).is_file() for name in (TERMS, CARD, ARTICLES)):
        return None
    return read_topic_page(page)


def read_topic_page(page: Path) -> ReportedTopics:
    """Read the topics of a page from its folder; those of a report with one level are themes.

    Raises
    ------
    SettingsError
        When a table cannot be read, lacks a column, or holds an impossible number.
    """
    numbers = _read(page, NUMBERS) if (page / NUMBERS).is_file() else None
    return ReportedTopics(_read(page, TERMS), _read(page, CARD), _read(page, ARTICLES), numbers)


def _read(page: Path, name: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(page / name, dtype=_TEXT, keep_default_na=False, na_values=_MISSING)
        missing = [column for column in _NEEDED[name] if column not in table]
        if missing:
            raise ValueError(f"column {missing[0]!r} is missing")
        if name == ARTICLES:
            table = _read_main_topics(table)
        elif not table["topic"].str.fullmatch(TOPIC_NUMBER).all():
            raise ValueError("column 'topic' must hold numbers of topics")
        if name in (CARD, NUMBERS) and table["topic"].duplicated().any():
            raise ValueError("duplicate topic")
        if "share" in _NEEDED[name] and len(table) and not pd.api.types.is_numeric_dtype(table["share"]):
            raise ValueError("column 'share' must hold numbers")
    except (OSError, ValueError, pd.errors.ParserError) as error:
        raise SettingsError(f"Cannot read the topics of a report: {page.name}/{name}: {error}.") from error
    return table


def _read_main_topics(table: pd.DataFrame) -> pd.DataFrame:
    """Check theme and subject of each article; reports with one level call no topic 0."""
    topic = table["topic"].where(table["topic"] != "0", NO_TOPIC)
    subject = table["subject"] if "subject" in table else pd.Series(NO_TOPIC, table.index)
    for column, given in {"topic": topic, "subject": subject}.items():
        if not (given.str.fullmatch(TOPIC_NUMBER) | (given == NO_TOPIC)).all():
            raise ValueError(f"column {column!r} must hold numbers of topics")
    if ((subject.str.split(".").str[0] != topic) & (subject != NO_TOPIC)).any():
        raise ValueError("a subject is not part of the topic beside it")
    return table.assign(topic=topic, subject=subject)
