"""Floor 3: what the corpus writes about, how sure that is, and who writes about it."""

from analysis.topics.card import representative_articles, topic_card
from analysis.topics.choose import Choice
from analysis.topics.findings import topic_findings
from analysis.topics.model import Topics, article_topics, fit_topics, topic_terms
from analysis.topics.shares import shares_by_period, shares_by_source, shares_of_topics

__all__ = [
    "Choice",
    "Topics",
    "article_topics",
    "fit_topics",
    "representative_articles",
    "shares_by_period",
    "shares_by_source",
    "shares_of_topics",
    "topic_card",
    "topic_findings",
    "topic_terms",
]
