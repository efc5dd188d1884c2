"""Words that tables hold and figures look for, each written once."""

from __future__ import annotations

# Rows over every source, and the source that joins those with few articles.
ALL_SOURCES = "all sources"
OTHER_SOURCES = "other sources"
# Where in an article a term or name is used.
HEADLINE, BODY = "headline", "body"
INSIDE_QUOTES, OUTSIDE_QUOTES = "inside quotation marks", "outside quotation marks"
# How sure a finding is: clear when all claims of its kind are tested together (5%), likely at a false discovery rate of
# 5% within the kind.
CLEAR, LIKELY = "clear", "likely"
# Number and label of what articles without a topic have.
NO_TOPIC, NO_TOPIC_LABEL = "", "no topic"
# How numbers of topics look: "3" of a theme, "3.2" of a subject.
TOPIC_NUMBER = r"[1-9][0-9]{0,8}(\.[1-9][0-9]{0,8})?"
# What the parameter ``period`` may be: frequencies of pandas.
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
# Independent texts from which a corpus has findings.
MIN_TEXTS_FOR_FINDINGS = 20
# Columns of terms as they are counted, and as they are shown to a reader.
SHOWN = {"term": "shown", "collocate": "collocate_shown"}
# Kinds of terms.
WORD, PHRASE = "word", "phrase"
# What the use of a term does over time: from a period on, or in one period alone.
RISES, FALLS, PEAKS, DIPS = "rises", "falls", "peaks", "dips"
# Reliability of a topic from which it is called moderate (below: unstable), and stable; of subjects that are shown.
MIN_MODERATE, MIN_STABLE = 0.4, 0.6
MIN_RELIABLE = 0.5
# Folder below a report folder with the pages of outlets.
OUTLET_PAGES = "outlets"
