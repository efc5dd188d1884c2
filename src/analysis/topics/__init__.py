"""What the corpus writes about, how sure that is, and who writes about it."""

from analysis.topics.corpus_topics import Level, Topics, all_topics, fit_topics, no_topics
from analysis.topics.history.earlier_topics import ReportedTopics, read_earlier_topics
from analysis.topics.history.saved_topics import SavedTopics, load_topics
from analysis.topics.history.topic_changes import topic_changes
from analysis.topics.results.coding_sheets import coding_sheet, read_coding
from analysis.topics.results.topic_card import topic_card
from analysis.topics.results.topic_coverage import coverage_articles, topic_articles, topic_by_source
from analysis.topics.results.topic_findings import topic_findings
from analysis.topics.results.topic_lists import article_topics, topic_numbers, topic_terms, topic_words
from analysis.topics.results.topic_membership import article_shares
from analysis.topics.results.topic_quotes import representative_articles, topic_sentences
from analysis.topics.results.topic_shares import shares_by_period, shares_by_source, topic_differences
from analysis.topics.results.topic_wording import topic_wording

__all__ = [
    "Level",
    "ReportedTopics",
    "SavedTopics",
    "Topics",
    "all_topics",
    "article_shares",
    "article_topics",
    "coding_sheet",
    "coverage_articles",
    "fit_topics",
    "load_topics",
    "no_topics",
    "read_coding",
    "read_earlier_topics",
    "representative_articles",
    "shares_by_period",
    "shares_by_source",
    "topic_articles",
    "topic_by_source",
    "topic_card",
    "topic_changes",
    "topic_differences",
    "topic_findings",
    "topic_numbers",
    "topic_sentences",
    "topic_terms",
    "topic_wording",
    "topic_words",
]
