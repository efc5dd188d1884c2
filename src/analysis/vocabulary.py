"""Words that tables hold and figures look for, each written once."""

from __future__ import annotations

# Rows over every source, and the source that joins those with few articles.
ALL_SOURCES = "all sources"
OTHER_SOURCES = "other sources"
# Where in an article a term or name is used.
HEADLINE, BODY = "headline", "body"
INSIDE_QUOTES, OUTSIDE_QUOTES = "inside quotation marks", "outside quotation marks"
# Stability of a topic from which it is called moderate (below: unstable), and stable.
MIN_MODERATE, MIN_STABLE = 0.4, 0.6
