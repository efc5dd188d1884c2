"""The corpus at the keyboard, with a method a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NoReturn, Self

import pandas as pd

from analysis import counts, figures, terms
from analysis.corpus import Corpus, source_table
from analysis.errors import SettingsError
from analysis.explore.card import card_html, card_lines
from analysis.explore.results import Result
from analysis.explore.words import require_used
from analysis.report.outputs import MARK
from analysis.settings.parameters import check_ranges


class News(Corpus):
    """Articles to explore: what `analysis.load` gives.

    Everything that takes a corpus takes it too. ``articles`` lists the articles without their text, `texts` with it;
    `where` and `sample` give a corpus again, of which all methods count the articles left alone.
    """

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise SettingsError(f"A corpus cannot be changed, so {name} is not set: corpus.where(...) gives another one.")

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.articles)

    def __repr__(self) -> str:
        return "\n".join(card_lines(self))

    def _repr_html_(self) -> str:
        return card_html(self)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}, {MARK: {"kind": "note"}}

    @property
    def sources(self) -> pd.DataFrame:
        """Articles, independent texts, words and days of each source (`corpus_tables.ARTICLES_BY_SOURCE`)."""
        return source_table(self)

    def terms(self, n: int = 15, *, seed: int = 0) -> Result:
        """Find the words and the phrases that are used most.

        Parameters
        ----------
        n : int
            Words, and as many phrases, up to 100.
        seed : int
            Of the intervals.

        Returns
        -------
        Result
            ``table``: `term_tables.TOP_TERMS`, as on the page of words.
        """
        check_ranges({"top_n": n, "seed": seed})
        words, phrases = terms.term_table(self._uses, self.language, seed), terms.phrase_table(self, self._uses, seed)
        leading = counts.add_shown(self, terms.leading_terms(words, phrases, self.language, n))
        return Result(self, leading, figures.top_terms)

    def trend(self, words: str | Sequence[str], by: str = "", period: str = "", *, seed: int = 0) -> Result:
        """Follow words and phrases over time.

        Parameters
        ----------
        words : str or sequence of str
            Words, phrases and names, in any capitals.
        by : {"", "source"}
            All sources together, or each.
        period : str
            Day, week, month, quarter or year; chosen without.
        seed : int
            Of intervals and shuffles.

        Returns
        -------
        Result
            ``table``: `term_tables.MARKED_TREND`; its sentences are the changes that are no chance.
        """
        check_ranges({"period": period, "seed": seed})
        if by not in ("", "source"):
            raise SettingsError(f'by must be "source", or empty for all sources together, not {by!r}.')
        corpus = self._by_period(period)
        used = require_used(corpus, words)
        changes = counts.add_shown(corpus, terms.term_changes(corpus, used.terms, seed))
        trend = terms.mark_changes(terms.term_trend(corpus, used.terms, seed), changes)
        trend = counts.add_shown(corpus, trend)
        found = terms.term_findings(changes, trend, pd.DataFrame(columns=["source"]))
        return Result(corpus, trend, figures.term_trend, [finding.sentence for finding in found], used.notes)

    @cached_property
    def _uses(self) -> counts.WordCounts:
        """Words of all articles, counted once."""
        return counts.count_words(self)

    def _by_period(self, period: str) -> Self:
        """Cut the time in other periods."""
        if period in ("", self.period):
            return self
        nothing = pd.Series("", index=self.articles.index, dtype=object)
        return replace(self, period=period)._keep(nothing)
