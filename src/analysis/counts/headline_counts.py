"""Terms of headlines against the texts they stand over, summed over texts shard by shard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import Counts, count_shards
from analysis.counts.phrase_counts import count_in_texts
from analysis.counts.text_encoding import encode_shard
from analysis.text import is_content

# What the rows of the counts are.
IN_TITLES, IN_TEXTS, EXPECTED = range(3)
# Expected uses are counted in parts of this size, so that their sum does not depend on the order of texts.
PARTS = 2**30


def count_headlines(corpus: Corpus, terms: Sequence[str]) -> Counts:
    """Count terms in headlines and below them, and the uses that the words of each text make expected in its headline.

    Returns
    -------
    Counts
        Axis ``what``: uses `IN_TITLES` and `IN_TEXTS` below, and those `EXPECTED` in titles, in `PARTS`: the sum over
        texts of title words x uses / words, uses and words of title and text together, words without stop words. Over
        the first article of each group that has a headline.
    """
    job = partial(_headlines_of_shard, terms=sorted(set(terms)), language=corpus.language)
    return count_shards(corpus.engine, job, corpus.shards, "counting words of headlines")


def _headlines_of_shard(shard: Shard, terms: list[str], language: str) -> Counts:
    encoded, n = encode_shard(shard), len(shard.rows)
    content = np.array([is_content(str(word), language) for word in encoded.words], dtype=np.int64)
    words = (encoded.counts() @ content).reshape(2, n)
    of_title = PARTS * words[0] * shard.first // np.maximum(words.sum(axis=0), 1)
    titled = (of_title > 0).astype(np.int64)
    uses = count_in_texts(encoded, terms)
    title, text = uses[:n], uses[n:]
    rows = [titled @ title, titled @ text, of_title @ (title + text)]
    return Counts(("what",), np.arange(3)[:, None], np.array(terms, dtype=object), sparse.csr_matrix(np.array(rows)))
