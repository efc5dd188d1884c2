"""Tables about topics: their words, shares and reliability, and what became of them since an earlier report."""

from __future__ import annotations

from analysis.tables.corpus_tables import URL
from analysis.tables.schema import Column, Table
from analysis.tables.term_tables import LINE_OF, SENTENCES
from analysis.tables.topic_share_tables import (
    ALSO,
    ARTICLE_SHARES,
    BY_TOPIC,
    COVERAGE_ARTICLES,
    LABEL,
    LEVEL,
    SHARE,
    SHARE_HIGH,
    SHARE_LOW,
    TEXTS,
    TOPIC,
    TOPIC_ARTICLES,
    TOPIC_BY_SOURCE,
    TOPIC_DIFFERENCES,
    TOPIC_SOURCES,
    TOPIC_TREND,
    share,
)

_PARENT = Column("parent", "text", "number of the theme that a subject is part of; empty for a theme")


def _number(name: str, meaning: str, unit: str) -> Column:
    return Column(name, "number", meaning, unit)


_RANK = Column("rank", "integer", "1 for the heaviest word of the topic")
_TERM = Column("term", "text", "word in small letters")
_WEIGHT = _number(
    "weight",
    "the word's part of the divergence of the topic from the corpus, of a subject from the theme too",
    "thousandths of a nat",
)
_COHERENCE = "normalised pointwise mutual information, -1 (never together) to 1 (always)"
_OVERLAP = "0 (chance) to 1 (the same texts)"

N_TOPICS = Table(
    "n_topics",
    row="one number of topics that was tried",
    key=("n_topics",),
    order="by n_topics",
    columns=(
        Column("n_topics", "integer", "number of topics looked for", "topics"),
        Column("topics", "integer", "those found with at least ten independent texts", "topics"),
        Column("reliable", "integer", "those with a reliability of at least .5, in ten texts or more", "topics"),
        share("reliable_share", "share of the independent texts in reliable topics"),
        _number("reliability", "how well one half of the texts sorts the other, mean over texts", _OVERLAP),
        _number("separation", "how far topics are apart (simplified silhouette), mean over texts", "-1 to 1"),
        _number("quality", "reliability x separation", ""),
        Column("chosen", "text", "themes or subjects: the number used; empty: not used"),
    ),
)
_STABILITY = _number(
    "stability",
    "its reliability: topics of one half of the texts sort the other half, over eight halves; empty when made by hand",
    _OVERLAP,
)
TOPIC_TERMS = Table(
    "topic_terms",
    row="one of the ten words of one topic",
    key=("topic", "rank"),
    order=f"{BY_TOPIC}, then rank",
    columns=(LEVEL, TOPIC, _RANK, _TERM, _WEIGHT),
    caption="Words of each topic by rank.",
    if_empty="No topics were found.",
)
TOPIC_WORDS = Table(
    "topic_words",
    row="one topic",
    key=("topic",),
    order=BY_TOPIC,
    columns=(
        LEVEL,
        TOPIC,
        _PARENT,
        LABEL,
        SHARE,
        SHARE_LOW,
        SHARE_HIGH,
        TEXTS,
        Column("verdict", "text", "whether to rely on it, as in topic_card"),
        Column("words", "text", "its ten words, heaviest first, with blanks between them"),
        Column(
            "article", "text", "title and source of the article that shows it best; of a theme with subjects: empty"
        ),
        Column("second_article", "text", "the same of the next one; empty for none"),
    ),
)
TOPIC_CARD = Table(
    "topic_card",
    row="one topic",
    key=("topic",),
    order=BY_TOPIC,
    columns=(
        LEVEL,
        TOPIC,
        _PARENT,
        LABEL,
        SHARE,
        SHARE_LOW,
        SHARE_HIGH,
        *ALSO,
        _STABILITY,
        _number("coherence", "how often its words occur within ten words of each other", _COHERENCE),
        _number(
            "coherence_held_out",
            "the same in one half of the texts, of the most similar topic fitted to the other half",
            _COHERENCE,
        ),
        TEXTS,
        share("duplicate_share", "share of its articles that are further copies of one text"),
        _number("effective_sources", "sources that write about it, weighted: exp of the entropy", "sources"),
        Column(
            "house_style",
            "text",
            "source with over 80% of its articles, though it has under half of all; empty when there is none",
        ),
        share("loose_share", "share of its articles that hold at most one of its ten words"),
        share("thin_share", "share of its articles in which fewer than 1.5 of 100 words are of its ten"),
        Column(
            "trust",
            "integer",
            "place among the topics of its level, 1 for the one to trust most: by the mean of its ranks in stability "
            "and in thin_share",
        ),
        Column("verdict", "text", "whether to rely on it"),
    ),
    caption="All that is known of how reliable each topic is.",
    if_empty="No topics were found.",
)
TOPIC_WORDING = Table(
    "topic_wording",
    row="one word that a source uses more than the others when all write about the topic",
    key=("topic", "source", "term"),
    order=f"{BY_TOPIC}, then source in the order of the corpus, then rank",
    columns=(
        LABEL,
        Column("source", "text", "source"),
        _TERM,
        _number(
            "ratio",
            "uses per word of the source in the topic, against the others'; empty where they never use it, and where "
            "the interval is not above 1, so that only the texts tell the difference",
            "times as often",
        ),
        _number("ratio_low", "lower end of its interval, for all words found together", "times as often"),
        _number(
            "ratio_high", "upper end of that interval; empty where the others never use the word", "times as often"
        ),
        Column("texts", "integer", "independent texts of the source in the topic that hold the word", "texts"),
        Column("texts_others", "integer", "independent texts of the others in the topic that hold it", "texts"),
        Column(
            "tier",
            "text",
            '"clear" when it holds with all words, sources and topics tested together (5%), "likely" at a false '
            "discovery rate of 5%",
        ),
        Column("count", "integer", "uses by the source in the topic, each independent text once", "uses"),
        Column("rank", "integer", "1 for its strongest word: clear before likely, then the most surely large ratio"),
        LEVEL,
        TOPIC,
        _number("q", "false discovery rate at which it is found", "0 to 1"),
    ),
    caption="Words that a source uses more than the others when all write about the same topic.",
    if_empty="No source uses words of its own, beyond chance, when all write about the same topic.",
)
REPRESENTATIVE_ARTICLES = Table(
    "representative_articles",
    row="one article that shows one subject, or one theme without subjects",
    key=("topic", "article_id"),
    order=f"{BY_TOPIC}, then the article in the middle of it first, others of other outlets and days behind",
    columns=(
        TOPIC,
        LABEL,
        Column("title", "text", "headline"),
        Column("source", "text", "source of the article"),
        Column("published", "date", "day of publication; empty when unknown"),
        Column("sentence", "text", "its sentence with most of the topic's words"),
        Column("article_id", "text", "id of the article"),
        URL,
    ),
    caption="Articles in the middle of each subject, or theme without subjects; of different outlets and days.",
    if_empty="No topics were found.",
)
ARTICLE_TOPICS = Table(
    "article_topics",
    row="one article",
    key=("article_id",),
    order="by article_id",
    columns=(
        Column("article_id", "text", "id of the article"),
        Column(
            "topic",
            "text",
            "number of its main theme; empty: under 20 words, no word of the topic vocabulary, or a theme not shown",
        ),
        share("share", "how much of the article is of that theme; empty without one"),
        Column("subject", "text", "number of its subject within that theme; empty without one"),
        share("subject_share", "how much of the article is of that subject; empty without one"),
        Column("source", "text", "source of the article"),
        Column("published", "date", "day of publication; empty when unknown"),
        Column("title", "text", "headline"),
        Column("label", "text", "label of its theme"),
        Column("subject_label", "text", "label of its subject; empty without one"),
    ),
    caption="Main theme and subject of each article, with their shares.",
    if_empty="No topics were found.",
)
TOPIC_NUMBERS = Table(
    "topic_numbers",
    row="one number that was given to a topic, in this report or an earlier one",
    key=("topic",),
    order=BY_TOPIC,
    columns=(
        LEVEL,
        TOPIC,
        LABEL,
        Column("state", "text", "shown, dropped (by drop_topics) or gone"),
        Column("words", "text", "its words, by rank, with blanks between them"),
    ),
    caption="Numbers given so far: no later report gives one of them to another topic.",
    if_empty="No topics were found.",
)
_EARLIER = "in the earlier report"
TOPIC_CHANGES = Table(
    "topic_changes",
    row="one topic of this report, or one of the earlier report that is not there any more",
    key=("topic", "earlier_topic"),
    order="topics of this report by number, then earlier ones by number",
    columns=(
        Column("change", "text", "kept, split, new, merged, dropped or gone"),
        Column("topic", "text", "number in this report; of a merged topic where it went; empty when it has none"),
        LABEL,
        Column(
            "earlier_topic", "text", f"number {_EARLIER}; of a split topic where it came from; empty when it had none"
        ),
        Column("earlier_label", "text", f"label {_EARLIER}"),
        Column("sentence", "text", "the change in words"),
        SHARE,
        SHARE_LOW,
        SHARE_HIGH,
        share("earlier_share", f"the share {_EARLIER}"),
        share("earlier_share_low", f"lower end of its interval {_EARLIER}"),
        share("earlier_share_high", f"upper end of its interval {_EARLIER}"),
        Column("words_gained", "text", "words it did not have before, by rank"),
        Column("words_lost", "text", "words it does not have any more, by rank"),
    ),
    caption="What became of each topic since the earlier report.",
    if_empty="There are no earlier topics to compare with.",
)

# For people who say whether they see the topics too: at most five words of a topic, and one of another.
CHOICES = 6
_CHOICE = "a word, or the headline and first sentences of an article; empty beyond the last"
_ITEM = Column("item", "integer", "number of the item, in an order drawn with the seed")
_TASK = Column("task", "text", "words or articles: what there is to choose from")
CODING_SHEET = Table(
    "coding_sheet",
    row="one item for people to answer: all choices but one belong to the same topic",
    key=("item",),
    order="by item",
    columns=(
        _ITEM,
        _TASK,
        *(Column(f"choice_{i}", "text", _CHOICE) for i in range(1, CHOICES + 1)),
        Column("answer", "text", "empty, for the number of the choice that does not belong to the others"),
    ),
    caption="For people to fill, in a copy: which choice does not belong?",
    if_empty="There are not two topics with enough words or texts to ask about.",
)
CODING_KEY = Table(
    "coding_key",
    row="one item of the coding sheet",
    key=("item",),
    order="by topic, each theme before its subjects, then item",
    columns=(
        _ITEM,
        _TASK,
        Column("topic", "text", "number of its topic"),
        Column("label", "text", "its label"),
        Column("intruder", "integer", "the choice of another topic"),
    ),
    caption="The key of the coding sheet, not for those who fill it.",
    if_empty="There are not two topics with enough words or texts to ask about.",
)

_LINE = (LINE_OF["topic"], LINE_OF["label"])
TABLES = (
    N_TOPICS, TOPIC_WORDS, TOPIC_CARD, SENTENCES.extended("topic_words_sentences", _LINE),
    TOPIC_SOURCES, SENTENCES.extended("topic_sources_sentences", (*_LINE, LINE_OF["source"])), TOPIC_DIFFERENCES,
    COVERAGE_ARTICLES, TOPIC_ARTICLES, TOPIC_BY_SOURCE, TOPIC_WORDING, TOPIC_TREND, REPRESENTATIVE_ARTICLES,
    TOPIC_TERMS, ARTICLE_TOPICS, ARTICLE_SHARES, TOPIC_NUMBERS, CODING_SHEET, CODING_KEY, TOPIC_CHANGES,
)  # fmt: skip
