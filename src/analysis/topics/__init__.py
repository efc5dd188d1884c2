"""Floor 3: what the corpus writes about, how sure that is, and who writes about it."""

from analysis.topics.card import topic_card
from analysis.topics.changes import TopicTables, topic_changes
from analysis.topics.choose import Choice
from analysis.topics.differences import period_differences, source_differences
from analysis.topics.estimator import TopicModel
from analysis.topics.findings import topic_findings
from analysis.topics.identity import read_earlier_topics
from analysis.topics.map import topic_map
from analysis.topics.model import Topics, fit_topics
from analysis.topics.saved import SavedTopics, load_topics
from analysis.topics.sentences import representative_articles, topic_sentences
from analysis.topics.shares import shares_by_period, shares_by_source, shares_of_topics
from analysis.topics.stability import topic_stability
from analysis.topics.tables import article_topics, topic_numbers, topic_terms
from analysis.topics.wording import topic_wording

__all__ = [
    "Choice",
    "SavedTopics",
    "TopicModel",
    "TopicTables",
    "Topics",
    "article_topics",
    "fit_topics",
    "load_topics",
    "period_differences",
    "read_earlier_topics",
    "representative_articles",
    "shares_by_period",
    "shares_by_source",
    "shares_of_topics",
    "source_differences",
    "topic_card",
    "topic_changes",
    "topic_findings",
    "topic_map",
    "topic_numbers",
    "topic_sentences",
    "topic_stability",
    "topic_terms",
    "topic_wording",
]
