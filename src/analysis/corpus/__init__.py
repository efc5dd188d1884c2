"""Files to clean article shards, and what is in them."""

from analysis.corpus.calendar_periods import coarser_periods
from analysis.corpus.check_corpus import check_corpus
from analysis.corpus.cleaning.article_language import describe_language
from analysis.corpus.cleaning.credits import without_dateline
from analysis.corpus.common_periods import sources_apart
from analysis.corpus.compared_pair import Parts, choose_sources, compared_parts, split_corpus
from analysis.corpus.corpus import Corpus
from analysis.corpus.corpus_findings import corpus_findings, corpus_limits, describe_undated
from analysis.corpus.date_ranges import places_in, read_range
from analysis.corpus.describe import (
    article_table,
    articles_by_period,
    duplicate_table,
    file_table,
    form_table,
    outcome_table,
    source_table,
    to_check_table,
)
from analysis.corpus.duplicates.compare_versions import compare_versions
from analysis.corpus.load import load_corpus
from analysis.corpus.prepare import Prepared, prepare
from analysis.corpus.shards import BUCKETS, Shard
from analysis.corpus.text_sample import MAX_COMPARED, describe_sample

__all__ = [
    "BUCKETS",
    "MAX_COMPARED",
    "Corpus",
    "Parts",
    "Prepared",
    "Shard",
    "article_table",
    "articles_by_period",
    "check_corpus",
    "choose_sources",
    "coarser_periods",
    "compare_versions",
    "compared_parts",
    "corpus_findings",
    "corpus_limits",
    "describe_language",
    "describe_sample",
    "describe_undated",
    "duplicate_table",
    "file_table",
    "form_table",
    "load_corpus",
    "outcome_table",
    "places_in",
    "prepare",
    "read_range",
    "source_table",
    "sources_apart",
    "split_corpus",
    "to_check_table",
    "without_dateline",
]
