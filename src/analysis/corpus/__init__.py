"""Floor 1: files to clean article shards, and what is in them."""

from analysis.corpus.check import check_text
from analysis.corpus.corpus import BUCKETS, Corpus, Shard
from analysis.corpus.credits import without_dateline
from analysis.corpus.describe import (
    article_lengths,
    article_table,
    articles_by_period,
    copy_groups,
    corpus_findings,
    file_table,
    form_table,
    record_table,
    source_table,
)
from analysis.corpus.limits import corpus_limits
from analysis.corpus.load import load_corpus
from analysis.corpus.prepare import Prepared, prepare
from analysis.corpus.versions import compare_versions

__all__ = [
    "BUCKETS",
    "Corpus",
    "Prepared",
    "Shard",
    "article_lengths",
    "article_table",
    "articles_by_period",
    "check_text",
    "compare_versions",
    "copy_groups",
    "corpus_findings",
    "corpus_limits",
    "file_table",
    "form_table",
    "load_corpus",
    "prepare",
    "record_table",
    "source_table",
    "without_dateline",
]
