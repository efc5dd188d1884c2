"""Write a synthetic corpus of news articles in which every difference between outlets is known.

    python benchmarks/synthetic_corpus.py OUT.parquet [--articles 37000] [--outlets 130] [--words 40000] [--seed 0]
    python benchmarks/synthetic_corpus.py LARGE.parquet --articles 1000000 --outlets 100 --length 353
    python benchmarks/synthetic_corpus.py MANY.parquet --articles 20000 --outlets 500 --weeks 1040

The words are invented, between English function words. They follow Zipf's law, and a word that a text has used comes
back in it (Pólya's urn: the counts of a text are Dirichlet-multinomial). A text has one of eight topics, and some
words belong to its week. Beside the table, a file with ``-truth`` in its name lists what is planted:

- *style*: words an outlet uses in many of its own texts, whatever the topic;
- *subject*: words of the topic that an outlet prefers; within a topic it uses them no more than others do.

Some stories are printed by several outlets, with a word changed here and there or without the last paragraph; outlets
are of very unequal sizes. The same arguments give the same bytes. Articles are made and written in batches.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.text import stop_words

COLUMNS = ["id", "title", "text", "source", "date", "label", "language"]
# Declared, for invented words resemble many languages.
LANGUAGE = "en"
_FUNCTION_WORDS = (
    "the of and to in a that for on is with as was at he from it be an are has have this will but they not had "
    "his their were been which who its more about would after one also when than there we other over into can"
)
FUNCTION_WORDS = _FUNCTION_WORDS.split(" ")
FUNCTION_SHARE = 0.45
# The spread of lengths on a log scale, and their limits.
LENGTH_SPREAD, SHORTEST, LONGEST = 0.5, 40, 1500
# Zipf's law with Mandelbrot's correction: the share of the word of rank r is 1 / (r + OFFSET).
OFFSET = 10
# The smaller, the more a text repeats its own words.
CONCENTRATION = 150
TOPIC_WORDS, TOPIC_SHARE = 300, 0.35
STYLE_WORDS, STYLE_SHARE = 10, 0.4
WEEK_WORDS, WEEK_SHARE = 10, 0.15
# How many times its share elsewhere the topic that an outlet prefers has.
PREFERRED = 4.0
NAME_FAMILIES, NAME_VARIANTS, NAME_SHARE = 3, 3, 0.4
WIRE_SHARE, MORE_PRINTINGS = 0.05, 0.4
FIRST_DAY = np.datetime64("2024-01-01")
STORIES_AT_ONCE = 2000
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True)
class Stories:
    """Stories of a batch: the numbers of their words, one story after the other, and what each is about."""

    words: np.ndarray
    starts: np.ndarray
    outlet: np.ndarray
    topic: np.ndarray
    week: np.ndarray
    wire: np.ndarray


@dataclass(frozen=True)
class SyntheticCorpus:
    """A plan of a corpus; `batches` makes its articles.

    Attributes
    ----------
    articles, outlets, words, topics : int
        How many articles, outlets, invented words and topics.
    seed : int
    style, subject, wire : bool
        Whether outlets have words of their own, prefer a topic, and share stories.
    equal : bool
        Whether all outlets are of one size.
    length : int
        Median number of words; the mean is 1.13 times as many.
    weeks : int
        How many weeks the articles are of.
    """

    articles: int = 37_000
    outlets: int = 130
    words: int = 40_000
    seed: int = 0
    topics: int = 8
    style: bool = True
    subject: bool = True
    wire: bool = True
    equal: bool = False
    length: int = 260
    weeks: int = 26
    names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", [f"Outlet {number:03}" for number in range(1, self.outlets + 1)])

    @cached_property
    def vocabulary(self) -> np.ndarray:
        """Function words, then invented words from the commonest to the rarest, then the variants of names."""
        rng = np.random.default_rng([self.seed, 1])
        syllables = np.array([a + b for a in _CONSONANTS for b in _VOWELS])
        n = self.words + NAME_FAMILIES * NAME_VARIANTS
        made: dict[str, None] = {}
        # Common words are short.
        for length, wanted in ((2, min(500, n)), (3, min(60_000, n)), (4, n)):
            while len(made) < wanted:
                drawn = rng.choice(syllables, size=(wanted, length))
                new = ("".join(parts) for parts in drawn)
                made.update(dict.fromkeys(word for word in new if word not in stop_words("en")))
                made = dict.fromkeys(list(made)[:wanted])
        return np.array([*FUNCTION_WORDS, *made], dtype=object)

    @cached_property
    def plants(self) -> dict[str, np.ndarray]:
        """Numbers of planted words: those of each topic, each outlet's style, each week; none has two roles."""
        rng = np.random.default_rng([self.seed, 2])
        # Ranks 100 to 8,000: in a few to one of some hundred texts.
        free = rng.permutation(np.arange(min(100, self.words // 10), min(8000, self.words)))
        taken, plants = 0, {}
        for kind, rows, each in (
            ("topic", self.topics, TOPIC_WORDS),
            ("style", self.outlets, STYLE_WORDS),
            ("week", self.weeks, WEEK_WORDS),
        ):
            each = min(each, len(free) // (3 * rows))
            plants[kind] = len(FUNCTION_WORDS) + free[taken : taken + rows * each].reshape(rows, each)
            taken += rows * each
        return plants

    @cached_property
    def preferred(self) -> np.ndarray:
        """The topic that each outlet prefers, (outlets,)."""
        return np.random.default_rng([self.seed, 3]).integers(self.topics, size=self.outlets)

    @property
    def truth(self) -> pd.DataFrame:
        """What sets outlets apart: ``source, kind, term`` (kind *style* or *subject*)."""
        rows = []
        for outlet, name in enumerate(self.names):
            if self.style:
                rows += [(name, "style", self.vocabulary[word]) for word in self.plants["style"][outlet]]
            if self.subject:
                topic = self.preferred[outlet]
                rows += [(name, "subject", self.vocabulary[word]) for word in self.plants["topic"][topic]]
        return pd.DataFrame(rows, columns=["source", "kind", "term"])

    def batches(self) -> Iterator[pd.DataFrame]:
        """Make the articles in tables of some thousand rows, with `COLUMNS`."""
        made = batch = 0
        while made < self.articles:
            rng = np.random.default_rng([self.seed, 4, batch])
            printed = self._print(self._write_stories(rng), rng, made)
            yield printed.head(self.articles - made)
            made, batch = made + len(printed), batch + 1

    def table(self) -> pd.DataFrame:
        """Make all articles at once."""
        return pd.concat(self.batches(), ignore_index=True)

    def write(self, path: Path) -> pd.DataFrame:
        """Write the articles to a Parquet or CSV file, batch by batch, and return the truth."""
        if path.suffix == ".csv":
            for number, table in enumerate(self.batches()):
                table.to_csv(path, mode="a" if number else "w", header=not number, index=False)
            return self.truth
        with pq.ParquetWriter(path, pa.schema(dict.fromkeys(COLUMNS, pa.string()))) as writer:
            for table in self.batches():
                writer.write_table(pa.Table.from_pandas(table, schema=writer.schema, preserve_index=False))
        return self.truth

    @cached_property
    def _size(self) -> np.ndarray:
        weight = np.ones(self.outlets) if self.equal else 1 / np.arange(2, self.outlets + 2) ** 1.3
        return weight / weight.sum()

    def _write_stories(self, rng: np.random.Generator) -> Stories:
        n = STORIES_AT_ONCE
        outlet, week = rng.choice(self.outlets, size=n, p=self._size), rng.integers(self.weeks, size=n)
        weights = np.ones((self.outlets, self.topics))
        if self.subject:
            weights[np.arange(self.outlets), self.preferred] = PREFERRED
        up_to = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
        topic = (rng.random((n, 1)) >= up_to[outlet]).sum(axis=1)
        wire = rng.random(n) < (WIRE_SHARE if self.wire else 0)
        length = np.exp(np.log(self.length) + LENGTH_SPREAD * rng.standard_normal(n)).astype(np.int64)
        length = np.clip(length, SHORTEST, LONGEST)
        starts = np.concatenate([[0], np.cumsum(length)])
        words = self._draw_words(rng, np.repeat(topic, length))
        # The words of a text but the function words are drawn from an urn: each may be one of those before it.
        content = np.flatnonzero(rng.random(starts[-1]) >= FUNCTION_SHARE)
        story = np.searchsorted(starts, content, side="right") - 1
        first = np.searchsorted(story, np.arange(n))
        place = np.arange(len(content)) - first[story]
        again = rng.random(len(content)) < place / (CONCENTRATION + place)
        origin = np.where(
            again, first[story] + (rng.random(len(content)) * place).astype(np.int64), first[story] + place
        )
        while not np.array_equal(origin, origin[origin]):
            origin = origin[origin]
        drawn = words[content][origin]
        share = 1 / np.arange(1, len(FUNCTION_WORDS) + 1)
        words = np.searchsorted(np.cumsum(share / share.sum()), rng.random(starts[-1]))
        words[content] = drawn
        stories = Stories(words, starts, outlet, topic, week, wire)
        self._plant(stories, self.plants["week"][week], WEEK_SHARE, rng)
        if self.style:
            self._plant(stories, self.plants["style"][outlet], np.where(wire, 0, STYLE_SHARE)[:, None], rng)
        names = len(self.vocabulary) - np.arange(NAME_FAMILIES * NAME_VARIANTS).reshape(NAME_FAMILIES, -1)[::-1] - 1
        of_text = names[:, rng.integers(NAME_VARIANTS, size=n)].T
        self._plant(stories, of_text, NAME_SHARE, rng)
        return stories

    def _draw_words(self, rng: np.random.Generator, topic: np.ndarray) -> np.ndarray:
        """Draw a word for each place: of its topic, or of the whole vocabulary."""
        up_to = np.cumsum(1 / (np.arange(self.words) + OFFSET))
        words = len(FUNCTION_WORDS) + np.searchsorted(up_to / up_to[-1], rng.random(len(topic)))
        own = np.flatnonzero(rng.random(len(topic)) < TOPIC_SHARE)
        of_topic = self.plants["topic"]
        up_to = np.cumsum(1 / (np.arange(of_topic.shape[1]) + OFFSET))
        words[own] = of_topic[topic[own], np.searchsorted(up_to / up_to[-1], rng.random(len(own)))]
        return words

    @staticmethod
    def _plant(stories: Stories, words: np.ndarray, share: float | np.ndarray, rng: np.random.Generator) -> None:
        """Put each of a story's words, (n_stories, n_words), into it with a probability, at one place or several."""
        story, which = np.nonzero(rng.random(words.shape) < share)
        uses = 1 + rng.poisson(0.5, size=len(story))
        story, word = np.repeat(story, uses), np.repeat(words[story, which], uses)
        start, end = stories.starts[story], stories.starts[story + 1]
        stories.words[start + (rng.random(len(story)) * (end - start)).astype(np.int64)] = word

    def _print(self, stories: Stories, rng: np.random.Generator, made: int) -> pd.DataFrame:
        """Cut the stories into sentences and paragraphs, and print those of the wire in several outlets."""
        forms = self._forms
        n_words, invented = len(self.vocabulary), len(FUNCTION_WORDS)
        ends = np.zeros(len(stories.words), dtype=np.int64)
        sentence = np.cumsum(rng.integers(10, 25, size=len(ends) // 10 + 1))
        ends[sentence[sentence <= len(ends)] - 1] = 1
        ends[np.flatnonzero(ends)[2::3]] = 2
        ends[stories.starts[1:] - 1] = 2
        begins = np.concatenate([[1], np.minimum(ends, 1)[:-1]])
        form = (begins * 3 + ends) * n_words
        weekdays = rng.integers(7, size=len(stories.outlet))
        rows = []
        for i, (start, end) in enumerate(zip(stories.starts[:-1], stories.starts[1:], strict=True)):
            words = stories.words[start:end]
            told = np.flatnonzero((words >= invented) & (words < n_words - NAME_FAMILIES * NAME_VARIANTS))
            title = words[np.sort(rng.choice(told, size=min(int(rng.integers(5, 10)), len(told)), replace=False))]
            headline = " ".join(self.vocabulary[title]).capitalize()
            day = 7 * stories.week[i] + weekdays[i]
            outlets = [stories.outlet[i]]
            if stories.wire[i]:
                wanted = min(2 + int(rng.geometric(MORE_PRINTINGS)), self.outlets)
                outlets = rng.choice(self.outlets, size=wanted, replace=False, p=self._size).tolist()
            for printing, outlet in enumerate(outlets):
                copied = words
                if printing:
                    copied = words.copy()
                    copied[rng.choice(told, size=min(2, len(told)))] = rng.choice(words[told], size=min(2, len(told)))
                text = "".join(forms[form[start:end] + copied].tolist()).rstrip()
                if printing and rng.random() < 0.5 and text.count("\n\n") > 3:
                    text = text[: text.rindex("\n\n")]
                date = str(FIRST_DAY + day + (printing > 0))
                rows.append((f"a{made + len(rows) + 1:06}", headline, text, self.names[outlet], date, stories.topic[i]))
        table = pd.DataFrame(rows, columns=COLUMNS[:-1])
        return table.assign(label=[f"topic {number + 1}" for number in table["label"]], language=LANGUAGE)

    @cached_property
    def _forms(self) -> np.ndarray:
        """Each word within a sentence, at its beginning, and with a full stop or the end of a paragraph behind it."""
        plain = self.vocabulary.copy()
        names = slice(-NAME_FAMILIES * NAME_VARIANTS, None)
        plain[names] = [word.capitalize() for word in plain[names]]
        first = np.array([word.capitalize() for word in plain], dtype=object)
        return np.concatenate([word + behind for word in (plain, first) for behind in (" ", ". ", ".\n\n")])


def main() -> None:
    """Read the arguments and write the corpus and its truth."""
    parser = argparse.ArgumentParser(description="Write a synthetic corpus whose differences are known.")
    parser.add_argument("output", type=Path, nargs="?", help="a .parquet or .csv file")
    parser.add_argument("--articles", type=int, default=37_000)
    parser.add_argument("--outlets", type=int, default=130)
    parser.add_argument("--words", type=int, default=40_000, help="different invented words")
    parser.add_argument("--length", type=int, default=260, help="median number of words; 353 give 400 on average")
    parser.add_argument("--weeks", type=int, default=26, help="1040 are 20 years")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if args.output is None:
        print("skipped: name a file to write, .parquet or .csv")
        return
    corpus = SyntheticCorpus(args.articles, args.outlets, args.words, args.seed, length=args.length, weeks=args.weeks)
    truth = corpus.write(args.output)
    truth.to_csv(args.output.with_name(f"{args.output.stem}-truth.csv"), index=False)
    print(f"{args.articles:,} articles of {args.outlets} outlets; {len(truth):,} planted words of outlets")


if __name__ == "__main__":
    main()
