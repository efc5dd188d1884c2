"""Floor 1: files to clean article shards, and what is in them."""

from analysis.corpus.check_corpus import check_text
from analysis.corpus.cleaning.credits import without_dateline
from analysis.corpus.compared_pair import choose_sources, named_pair
from analysis.corpus.corpus import BUCKETS, Corpus
from analysis.corpus.corpus_findings import corpus_findings, corpus_limits
from analysis.corpus.describe import (
    article_lengths,
    article_table,
    articles_by_period,
    copy_groups,
    file_table,
    form_table,
    record_table,
    source_table,
)
from analysis.corpus.duplicates.compare_versions import compare_versions
from analysis.corpus.load import load_corpus
from analysis.corpus.prepare import Prepared, prepare
from analysis.corpus.shards import Shard

__all__ = [
    "BUCKETS",
    "Corpus",
    "Prepared",
    "Shard",
    "article_lengths",
    "article_table",
    "articles_by_period",
    "check_text",
    "choose_sources",
    "compare_versions",
    "copy_groups",
    "corpus_findings",
    "corpus_limits",
    "file_table",
    "form_table",
    "load_corpus",
    "named_pair",
    "prepare",
    "record_table",
    "source_table",
    "without_dateline",
]
