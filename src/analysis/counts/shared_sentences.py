"""Sentences that occur in more than one source, and whose they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, Shard, without_dateline
from analysis.text import sentence_key, split_sentences

# Later than any day, and still exact as a float.
UNDATED = 2**40
NOBODY = -1
# An agency that is credited and is not a source of the corpus.
NOBODY_NAMED = -2


@dataclass(frozen=True)
class SharedSentences:
    """Sentences found in several sources, and the articles that hold one that is not their source's own.

    ``keys`` are sorted hashes, (n_shared,) of int64; ``owner`` is the number of the source that had the sentence
    strictly first, or -1 when dates are equal or unknown; ``articles`` are flags in the order of ``corpus.articles``;
    ``language`` is that of the corpus.
    """

    keys: np.ndarray
    owner: np.ndarray
    articles: np.ndarray
    language: str = ""

    def is_own(self, keys: np.ndarray, source: int) -> np.ndarray:
        """Tell which sentences of one source are its own, by their hashes (0: too short to tell, so its own)."""
        if not len(self.keys):
            return np.ones(len(keys), dtype=bool)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.asarray((self.keys[at] != keys) | (self.owner[at] == source))

    def own_text(self, text: str, source: int) -> str:
        """Keep the sentences of a text that are the source's own, one a line."""
        own = self.is_own(np.array(sentence_hashes(text, self.language), dtype=np.int64), source)
        sentences = split_sentences(text, self.language)
        return "\n".join(sentence for sentence, keep in zip(sentences, own, strict=True) if keep)


def find_shared_sentences(corpus: Corpus) -> SharedSentences:
    """Find the sentences that are not a source's own.

    A sentence is a source's own when it occurs in no other source, or was published there on a strictly earlier day
    than anywhere else, and the article is not credited to one of ``settings.agencies``. Equal or unknown dates count as
    shared. The result is the same whatever the order of articles. Sentences are looked for in the articles given: where
    a sample is compared, one that a source took from an article outside of it counts as its own.
    """
    read = partial(_sentences_of_shard, agencies=_agency_sources(corpus))
    seen = pd.concat(corpus.engine.map(read, corpus.shards, "comparing sentences"), ignore_index=True)
    keys, owner, articles = _decide(seen)
    shared = np.zeros(len(corpus.articles), dtype=bool)
    shared[articles] = True
    return SharedSentences(keys, owner, shared, corpus.language)


def _decide(seen: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Decide whose sentences are: those that are shared, their owners, and the articles that hold another's."""
    table = seen.groupby(["key", "source"], sort=True)["day"].min().reset_index()
    table = table[table["key"].duplicated(keep=False)]
    table = table.sort_values(["key", "day", "source"], kind="stable")
    first, second = table[~table["key"].duplicated()], table[table.groupby("key").cumcount() == 1]
    strictly = first["day"].to_numpy() < second["day"].to_numpy()
    owner = np.where(strictly & (second["day"].to_numpy() < UNDATED), first["source"].to_numpy(), NOBODY)
    keys, owner = first["key"].to_numpy(), owner.astype(np.int64)
    if not len(keys):
        return keys, owner, np.empty(0, np.int64)
    at = np.minimum(np.searchsorted(keys, seen["key"]), len(keys) - 1)
    foreign = (keys[at] == seen["key"]) & (owner[at] != seen["source"]) & (seen["source"] != NOBODY_NAMED)
    return keys, owner, seen["article"][foreign].unique()


def _agency_sources(corpus: Corpus) -> dict[str, frozenset[int]]:
    """Map each agency to the sources that are the agency itself: their own dispatches are their own."""
    return {
        agency.casefold(): frozenset(
            i for i, name in enumerate(corpus.source_names) if agency.casefold() in name.casefold()
        )
        for agency in corpus.settings.agencies
    }


def _sentences_of_shard(shard: Shard, agencies: dict[str, frozenset[int]]) -> pd.DataFrame:
    table = shard.read(["title", "text", "published", "agency"])
    dates = pd.to_datetime(table["published"])
    days = (dates - pd.Timestamp(0)).dt.days.fillna(UNDATED).astype("int64")
    rows = []
    columns = (table["title"], table["text"], days, table["agency"].str.casefold(), shard.source, shard.article)
    for title, text, day, agency, source, article in zip(*columns, strict=True):
        when, number = int(day), int(article)
        keys = {key for key in sentence_hashes(f"{title}\n{text}", shard.language) if key}
        rows += [(key, int(source), when, number) for key in keys]
        if agency in agencies and int(source) not in agencies[agency]:
            # Credited text is nobody's own here: a second, unnamed holder of the same day.
            rows += [(key, NOBODY_NAMED, when, number) for key in keys]
    return pd.DataFrame(rows, columns=["key", "source", "day", "article"]).astype("int64")


def sentence_hashes(text: str, language: str = "") -> list[int]:
    """Hash each sentence of a text to 64 bits, without dateline; 0 for one too short to be evidence."""
    sentences = split_sentences(text, language)
    return [_hash(sentence_key(without_dateline(sentence), language)) for sentence in sentences]


def _hash(key: str) -> int:
    if not key:
        return 0
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
