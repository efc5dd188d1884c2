"""The corpus at the keyboard, with a method a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal, NoReturn, Self

import numpy as np
import pandas as pd

from analysis import counts, figures, terms, topics
from analysis import sources as outlets
from analysis.corpus import Corpus, describe_sample, source_table
from analysis.corpus.corpus import require_known
from analysis.errors import CorpusError, SettingsError, suggest
from analysis.explore.card import card_html, card_lines
from analysis.explore.given import choose_families, names_arguments, require_used
from analysis.explore.reading import Article, ReadArticle, choose_sample, each_article, read_article
from analysis.explore.results import FoundTopics, Lines, Result
from analysis.report.outputs import InCell
from analysis.settings.given_values import as_list, check_whole
from analysis.settings.parameters import check_range, check_ranges
from analysis.sources.name_differences import name_findings
from analysis.tables import source_tables as tables
from analysis.wording import between_spans, listed


class News(InCell, Corpus):
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

    def _html(self) -> str:
        return card_html(self)

    def __iter__(self) -> Iterator[Article]:
        """Go through the articles, each with its text; few of them are in memory at a time."""
        return each_article(self)

    @property
    def sources(self) -> pd.DataFrame:
        """Articles, independent texts, words and days of each source (`corpus_tables.ARTICLES_BY_SOURCE`)."""
        return source_table(self)

    def texts(self) -> pd.DataFrame:
        """List the articles with a column ``text``, all in memory; ``for article in corpus`` reads one at a time."""
        return self.articles.assign(text=counts.read_articles(self, range(len(self)))["text"])

    @names_arguments
    def where(
        self,
        *,
        source: str | Sequence[str] = (),
        since: str | date = "",
        until: str | date = "",
        mentions: str | Sequence[str] = (),
        exclude: str | Sequence[str] = (),
        ids: str | Sequence[str] | None = None,
    ) -> Self:
        """Keep some of the articles, as `analysis.corpus.Corpus.where`: a corpus in which only these are counted.

        Raises
        ------
        SettingsError
            For a source, an id or words that are not there, with the nearest that are.
        CorpusError
            When no article is left.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> len(corpus.where(source="daily-beacon")), len(corpus.where(mentions="dockers", since="2024-05-01"))
        (21, 3)
        """
        try:
            kept = super().where(source=source, since=since, until=until, mentions=mentions, exclude=exclude, ids=ids)
            given = (("mentions", mentions), ("exclude", exclude))
            unused = [note for name, words in given if words for note in require_used(self, words, name).notes]
            return replace(kept, choice=(*kept.choice, *(f"({note.rstrip('.')})" for note in unused)))
        except CorpusError:
            if mentions:
                require_used(self, mentions, "mentions")
            raise

    @names_arguments
    def sample(self, n: int = 20, *, seed: int = 0) -> Self:
        """Draw some independent texts, each with its first article: the same ones for the same articles and seed.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> corpus.sample(2).articles["source"].tolist()
        ['meridian-wire', 'leader-post-online']
        """
        check_whole("n", n, 1)
        check_range("seed", seed)
        drawn = self.where(ids=choose_sample(self, n, seed))
        return replace(drawn, choice=(*self.choice, "drawn as a sample"))

    @names_arguments
    def read(self, article_id: str) -> ReadArticle:
        """Read an article: its text with what was removed, its duplicates, and its topic once topics were found.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> article = corpus.read("tamsin-observer/2024-05-17-g1-a-nought-on-the-form")
        >>> article.title, article.removed[0][:43]
        ('Drought on the hill, flood on the form', 'The Tamsin Observer is owned by its readers')
        """
        given = as_list("article_id", article_id)
        if len(given) != 1:
            raise SettingsError(f"read takes one article_id, not {len(given)}; corpus.where(ids=[...]) takes several.")
        (article_id,) = given
        ids = self.articles["article_id"]
        if article_id not in set(ids):
            raise SettingsError(
                f"There is no article {article_id!r}. {suggest(article_id, ids, f'Ids look like {ids.iloc[0]!r}.')}"
            )
        position = int(np.flatnonzero(ids == article_id)[0])
        found: FoundTopics | None = vars(self).get("_found")
        return read_article(self, position, found._topic_of(position) if found else "")

    @names_arguments
    def terms(self, n: int = 15, *, seed: int = 0) -> Result:
        """Find the words and the phrases that are used most, without those that articles were chosen by.

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

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> print(corpus.terms(n=3).table[["shown", "count", "articles"]].to_string(index=False))
              shown  count  articles
             people     69        51
              Dorsk     64        38
                Osk     63        27
        Port Sarrow     48        36
        Old Quarter     34        24
        Corin Halde     28        28
        """
        check_range("top_n", n, "n")
        check_range("seed", seed)
        words, phrases = terms.term_table(self._uses, self.language, seed), terms.phrase_table(self, self._uses, seed)
        leading = counts.add_shown(self, terms.leading_terms(words, phrases, self.language, n, self.searched))
        return Result(self, leading, figures.top_terms)

    @names_arguments
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
            ``table``: `term_tables.MARKED_TREND`, its sentences the changes beyond chance; of each source
            `term_tables.TREND_BY_SOURCE`.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> corpus.trend("dockers", period="month").sentences()
        ['“dockers” dips in May 2024: 287 times per million words, 1,890 at other times.']
        """
        check_ranges({"period": period, "seed": seed})
        if by not in ("", "source"):
            raise SettingsError(f'by must be "source", or empty for all sources together, not {by!r}.')
        corpus = self._by_period(period)
        used = require_used(corpus, words)
        if by and len(corpus.source_names) > 1:
            each = counts.add_shown(corpus, terms.trend_by_source(corpus, used.terms, seed))
            return Result(corpus, each, figures.trend_by_source, notes=used.notes, empty=figures.term_trend.empty)
        changes = counts.add_shown(corpus, terms.term_changes(corpus, used.terms, seed))
        trend = terms.mark_changes(terms.term_trend(corpus, used.terms, seed), changes)
        trend = counts.add_shown(corpus, trend)
        found = terms.term_findings(changes, trend, pd.DataFrame(columns=["source"]))
        return Result(corpus, trend, figures.term_trend, [finding.sentence for finding in found], used.notes)

    @names_arguments
    def compare(self, first: str | Sequence[str] = "", second: str = "", *, top_n: int = 5) -> Result:
        """Find the words that set sources, or two spans of time, apart.

        Parameters
        ----------
        first, second : str
            Two sources, or two spans of time such as 2016, 2016-Q1 or 2016-01..2016-03, to compare with each other; one
            source to compare with all others; or none for each with all others.
        top_n : int
            Words of each source, without a pair.

        Returns
        -------
        Result
            ``table``: `source_tables.PAIR_TERMS` of two, else `source_tables.DISTINCTIVE_TERMS`.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> corpus.compare().sentences()[0]
        'halvern-standard writes “Ministry” in 15 of 19 texts; the others in 14 of 91.'
        """
        check_range("top_n", top_n)
        named = [name for name in (*as_list("first", first), *as_list("second", second)) if name]
        if len(named) > 2:
            raise SettingsError("Two sources, or two spans of time, are compared; without any each with all others.")
        if len(named) == 2:
            two = counts.add_shown(self, outlets.compare_two(self, named, self._phrases))
            empty = f"No word is used differently {between_spans(*named)} beyond chance, among texts of like length."
            return Result(self, two, figures.pair_terms, notes=outlets.two_limits(self, named), empty=empty)
        require_known("source", named, {*self.source_names})
        if len(self.source_names) == 1:
            one = "There is one source, so there is nothing to compare."
            return Result(self, tables.DISTINCTIVE_TERMS.empty(), figures.distinctive_terms, empty=one)
        differences = outlets.term_differences(self._comparison)
        distinctive = counts.add_shown(self, outlets.distinctive_terms(differences, top_n))
        shown = distinctive[distinctive["source"].isin(named or self.source_names)].reset_index(drop=True)
        avoided = counts.add_shown(self, outlets.avoided_terms(self._comparison, differences))
        avoided = avoided[avoided["source"].isin(named or self.source_names)]
        nothing = (tables.SOURCE_DISTANCES.empty(), tables.NAMES.empty(), tables.PAIR_TERMS.empty())
        found = outlets.source_findings(self._comparison, shown, avoided, *nothing)
        notes = describe_sample("Sources", len(self), len(self.source_names))
        return Result(self, shown, figures.distinctive_terms, [finding.sentence for finding in found], notes)

    @names_arguments
    def topics(
        self,
        n: int = 0,
        *,
        n_subjects: int = 0,
        method: str = "mixture",
        seed_words: Mapping[str, str | Sequence[str]] | None = None,
        seed: int = 0,
    ) -> FoundTopics:
        """Find what the articles write about.

        Parameters
        ----------
        n, n_subjects, method, seed_words
            Number of themes, of subjects within them, how texts are grouped, and themes to anchor, as in
            `analysis.topics.fit_topics`; 0 chooses.
        seed : int
            Of all random draws.

        Returns
        -------
        FoundTopics
            ``table``: `topic_tables.TOPIC_WORDS`; ``.label(3)``, ``.articles(3)``, ``.by_source()``, ``.over_time()``.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> found = corpus.topics(n=6)
        >>> found.label(1), len(corpus.where(ids=found.articles(1)))
        ('Orrin, Viktor Lund', 26)
        """
        check_range("n_topics", n, "n")
        found = topics.fit_topics(
            self, self._uses, n_topics=n, n_subjects=n_subjects, method=method, seed_words=seed_words, seed=seed
        )
        card = topics.topic_card(self, found, seed)
        table = topics.topic_words(found, card, topics.representative_articles(self, found))
        by_source, by_period = topics.shares_by_source(self, found, seed), topics.shares_by_period(self, found, seed)
        halves = topics.topic_differences(self, found, seed=seed)
        said = [finding.sentence for finding in topics.topic_findings(card, by_source, by_period, halves)]
        said.append(found.choice.verdict)
        result = FoundTopics(self, table, figures.topic_words, said, found=found, seed=seed)
        vars(self)["_found"] = result
        return result

    @names_arguments
    def concordance(
        self, words: str | Sequence[str], n: int = 20, *, sort: Literal["date", "left", "right"] = "date"
    ) -> Lines:
        """Show words and phrases in their sentences.

        Parameters
        ----------
        words : str or sequence of str
            Words, phrases and names, in any capitals.
        n : int
            Lines of each, of as many independent texts; 0 for all, up to 1,000.
        sort : {"date", "left", "right"}
            By date, or by the words to the left or right.

        Returns
        -------
        Lines
            ``table``: `term_tables.SENTENCES`; the figure draws how often each source uses the words.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> corpus.concordance("gates", n=1).table[["left", "keyword"]].values.tolist()
        [['Pickets lit braziers at the ', 'gates']]
        """
        check_whole("n", n, 0)
        used = require_used(self, words)
        return Lines(
            self, counts.concordance(self, used.terms, n, sort), figures.focus, used.described(self), used.notes
        )

    @names_arguments
    def names(
        self, names: str | Sequence[str] | Mapping[str, str | Sequence[str]] | None = None, *, seed: int = 0
    ) -> Result:
        """Compare what sources call the same thing.

        Parameters
        ----------
        names : sequence of str or mapping, optional
            Names of one thing, as ``["IS", "Islamic State"]``, or of several, as ``{"IS": ["IS", "Islamic State"]}``;
            capitals matter. Without any those of ``names.yml``, else those that articles give with an abbreviation.
        seed : int
            Of intervals and shuffles.

        Returns
        -------
        Result
            ``table``: `source_tables.NAMES`.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.load("data/raw")
        >>> corpus.names(["IS", "Inland Sovereignty Front"]).sentences()
        ['daily-beacon calls IS “IS” in 37 of 37 mentions; the others in 18 of 37 (too few texts to test).']
        """
        check_range("seed", seed)
        corpus = replace(self, name_families=choose_families(self, names))
        mentions = counts.find_names(corpus)
        if mentions.empty:
            given = listed([repr(name) for family in corpus.name_families.values() for name in family], 6, "or")
            raise SettingsError(f"No article mentions {given}; capitals matter.")
        table = outlets.names_by_source(corpus, mentions, seed)
        proposed = names is None and not self.name_families
        notes = ["These are names that articles introduce with an abbreviation; give yours in names([...])."]
        said = [
            # The detail begins with how sure it is.
            finding.sentence if finding.tier else f"{finding.sentence[:-1]} ({finding.detail.split(' · ')[0]})."
            for finding in name_findings(table)
        ]
        return Result(corpus, table, figures.names, said, notes * proposed)

    @cached_property
    def _uses(self) -> counts.WordCounts:
        """Words of all articles, counted once."""
        return counts.count_words(self)

    @cached_property
    def _phrases(self) -> list[str]:
        return list(terms.find_phrases(self, self._uses)["term"])

    @cached_property
    def _comparison(self) -> outlets.Comparison:
        """Sources compared as on their page: with the topics found there, which tell subject from style."""
        found = topics.fit_topics(self, self._uses)
        return outlets.compare_sources(self, self._uses, self._phrases, found.finest)

    def _by_period(self, period: str) -> Self:
        """Cut the time in other periods."""
        if period in ("", self.period):
            return self
        nothing = pd.Series("", index=self.articles.index, dtype=object)
        return replace(self, period=period)._keep(nothing)
