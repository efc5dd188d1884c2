"""Tables about the corpus: what was loaded, left out and removed."""

from __future__ import annotations

from analysis.tables.schema import Column, Table

_DAY = "as 2024-03-31; empty when unknown"
_ARTICLE_ID = Column("article_id", "text", "id of the article: of its table, else the path without its ending")
_EXAMPLES = "ids of the first articles, separated by semicolons"
_PATH = Column("path", "text", "file below the folder of articles; archive/member inside an archive")
_LINE = Column("line", "integer", "line or row of the file on which it begins, from 1")
URL = Column("url", "text", "web address of the article; empty when unknown", optional=True)
_READ = (
    Column("articles", "integer", "articles read", "articles"),
    Column("refused", "integer", "rows or files refused", "rows"),
    Column("repaired", "integer", "articles in which wrongly decoded characters were repaired", "articles"),
)
_FORM = Column("form", "text", "ending of the file name")

OUTCOMES = Table(
    "outcomes",
    row="one outcome of loading",
    key=("outcome",),
    order="found, used, duplicates and undated ones among those used, filtered, refused",
    columns=(
        Column("outcome", "text", "what happened to the articles; used, filtered and refused add up to found"),
        Column("articles", "integer", "articles or rows", "articles"),
        Column("share", "number", "share of all found", "share of 1"),
    ),
    caption="What happened to every article or row found.",
)
ARTICLES_BY_SOURCE = Table(
    "articles_by_source",
    row="one source",
    key=("source",),
    order="articles, most first; other sources last; in time when months or years are compared",
    columns=(
        Column("source", "text", "source, or what is compared"),
        Column("articles", "integer", "articles", "articles"),
        Column("independent_texts", "integer", "different texts: duplicates counted once", "texts"),
        Column("words", "integer", "words in titles and cleaned texts", "words"),
        Column("first", "text", f"day of the first article, {_DAY}"),
        Column("last", "text", f"day of the last article, {_DAY}"),
        Column("q1", "number", "a quarter of the articles are shorter", "words"),
        Column("median", "number", "half of the articles are shorter", "words"),
        Column("q3", "number", "three quarters of the articles are shorter", "words"),
    ),
)
ARTICLES_OVER_TIME = Table(
    "articles_over_time",
    row="one period and source",
    key=("period", "source"),
    order="period, then source as in articles_by_source",
    columns=(
        Column("period", "text", "day, ISO week, month, quarter, year or decade; most hold 30 texts or more"),
        Column("source", "text", "source, or what is compared"),
        Column("articles", "integer", "articles", "articles"),
        Column("words", "integer", "words in titles and cleaned texts", "words"),
        Column("part_period", "flag", "whether the corpus covers only a part of the period"),
    ),
)
DUPLICATES = Table(
    "duplicates",
    row="one text that occurs more than once",
    key=("group",),
    order="articles, most first; then group",
    columns=(
        Column("title", "text", "title of the first article"),
        Column("articles", "integer", "articles with this text", "articles"),
        Column("sources", "integer", "sources among them", "sources"),
        Column("first", "text", f"day of the first article, {_DAY}"),
        Column("last", "text", f"day of the last article, {_DAY}"),
        Column("versions", "integer", "different wordings among them", "versions"),
        Column(
            "least_shared",
            "number",
            "how far apart its ends are: share of the shorter text that its two least similar versions have in common, "
            "counted in runs of eight words, before articles are left out by the parameters",
            "share of 1",
        ),
        Column("article_ids", "text", _EXAMPLES),
        Column("group", "text", "name of the group: 16 hexadecimal digits"),
    ),
    caption="Texts that occur more than once, most frequent first; versions are different wordings, least shared is "
    "what the two least similar ones have in common.",
    if_empty="No text occurs twice.",
)
VERSIONS = Table(
    "versions",
    row="one sentence, or run of equal sentences, of two versions of a text",
    key=("group", "change", "earlier", "later"),
    order="group by group, the largest first; in the order of the texts",
    columns=(
        Column("group", "text", "name of the group, as in duplicates"),
        Column("earlier_id", "text", "id of the earlier article"),
        Column("later_id", "text", "id of the later article"),
        Column("change", "text", "same, changed, left out or added"),
        Column("earlier", "text", "sentence of the earlier article, cut at 300 characters"),
        Column("later", "text", "sentence of the later article, cut at 300 characters"),
        Column("title", "text", "title of the earlier article"),
    ),
    caption="Two versions of each of the largest groups of duplicates, sentence by sentence.",
    if_empty="No two articles are different versions of one text.",
)
REMOVED = Table(
    "removed",
    row="one source and string removed from its articles",
    key=("source", "text"),
    order="what is described in brackets last; then articles, most first; source; text",
    columns=(
        Column("source", "text", "source"),
        Column("text", "text", "string, one of those that differ in a number or headline; in brackets: differs always"),
        Column("articles", "integer", "articles from which it was removed", "articles"),
        Column("examples", "text", _EXAMPLES),
    ),
    caption="Strings removed from the texts, most frequent first; in brackets what differs in every article.",
    if_empty="Nothing was repeated often enough to be removed.",
)
NOT_CLEANED = Table(
    "not_cleaned",
    row="one source with too few articles to recognise its boilerplate",
    key=("source",),
    order="source",
    columns=(Column("source", "text", "source"), Column("articles", "integer", "different articles", "articles")),
    caption="Sources with too few articles to tell a footer from a story; only what any page says was removed.",
    if_empty="Every source had enough articles to look for boilerplate.",
)
SPELLINGS = Table(
    "spellings",
    row="one spelling of a source that is not spelt the same everywhere",
    key=("source", "spelling"),
    order="source; articles, most first; spelling",
    columns=(
        Column("source", "text", "name of the source in all other tables"),
        Column("spelling", "text", "as found in the files; an address without the page in it"),
        Column("articles", "integer", "articles that spell it so", "articles"),
    ),
    caption="Spellings that were taken for one source; sources in corpus.yml joins others, and keeps names apart.",
    if_empty="Every source is spelt one way.",
)
LANGUAGES = Table(
    "languages",
    row="one language",
    key=("language",),
    order="articles, most first; then language",
    columns=(
        Column("language", "text", "two-letter code; empty when unknown"),
        Column("articles", "integer", "articles, before any is left out for its language", "articles"),
        Column("examples", "text", _EXAMPLES),
    ),
    caption="Articles by language, most first; an empty language is unknown.",
)
REFUSED = Table(
    "refused",
    row="one article, row or file that could not be used",
    key=("path", "line"),
    order="path, then line",
    columns=(_PATH, _LINE, _ARTICLE_ID, Column("reason", "text", "why it could not be used")),
    caption="Articles, rows and files that could not be used, with file, line and reason.",
    if_empty="Everything could be used.",
)
FILTERED = Table(
    "filtered",
    row="one article left out by the parameters",
    key=("path", "line"),
    order="path, then line",
    columns=(_PATH, _LINE, _ARTICLE_ID, Column("reason", "text", "which parameter leaves it out")),
    caption="Articles left out by the parameters of this report.",
    if_empty="No article was left out by the parameters.",
)
TO_CHECK = Table(
    "to_check",
    row="what contradicts in articles of one source, and was found in the same words",
    key=("source", "kind", "found", "where"),
    order="articles, most first; source; kind; found; where",
    columns=(
        Column("source", "text", "source"),
        Column("kind", "text", "what contradicts"),
        Column("found", "text", "what was found"),
        Column("where", "text", "where it was found"),
        Column("articles", "integer", "articles with it", "articles"),
        Column("article_ids", "text", _EXAMPLES),
    ),
    caption="What texts and their data do not agree on, for you to check, most frequent first.",
    if_empty="Nothing needs checking.",
)
# A kind of conflict.
UNREAD_DATE = "date not understood"
CONFLICTS = Table(
    "conflicts",
    row="one contradiction between an article's text and its data, or one date that was not understood or not used",
    key=("article_id", "kind"),
    order="article_id, then kind",
    columns=(
        _ARTICLE_ID,
        Column("source", "text", "source"),
        Column("published", "text", f"day of publication, {_DAY}"),
        Column("kind", "text", "what contradicts"),
        Column("found", "text", "what was found"),
        Column("where", "text", "where it was found"),
    ),
    caption="Each contradiction between a text and its data, and each date not understood or not used, by article.",
    if_empty="Nothing needs checking.",
)
FORMS = Table(
    "forms",
    row="one file type and encoding",
    key=("form", "encoding"),
    order="files, most first; then form and encoding",
    columns=(
        _FORM,
        Column("encoding", "text", "encoding of the text; (guessed) when nothing states it"),
        Column("files", "integer", "files or members of archives", "files"),
        *_READ,
    ),
    caption="Files by type and encoding, most first, with what was read from them.",
)
FILES = Table(
    "files",
    row="one file or member of an archive",
    key=("path",),
    order="guessed encodings first, then files with refused rows, then path",
    columns=(
        _PATH,
        _FORM,
        Column("encoding", "text", "encoding of the text; empty for files that are not text"),
        Column("guessed", "flag", "whether the encoding is a guess"),
        Column("columns", "text", "columns recognised, as ours=theirs, and those not used"),
        Column("understood_as", "text", "how a doubtful table was read, with its first row; empty without doubt"),
        *_READ,
    ),
    caption="Every file or member of an archive; guessed encodings and files with refused rows first.",
)
ARTICLES = Table(
    "articles",
    row="one article used",
    key=("article_id",),
    order="source, published, article_id",
    columns=(
        _ARTICLE_ID,
        Column("source", "text", "source"),
        Column("published", "text", f"day of publication, {_DAY}"),
        Column("title", "text", "title"),
        Column("words", "integer", "words in title and cleaned text", "words"),
        Column("group", "text", "name of its text: equal for duplicates"),
        Column("language", "text", "two-letter code; empty when unknown"),
        Column("byline", "text", "who wrote it, as printed"),
        Column("dateline", "text", "place it was reported from, as printed"),
        Column("agency", "text", "news agency credited"),
        _PATH,
        URL,
        Column("compared_as", "text", "what it is compared as, where that is not its source", optional=True),
    ),
    caption="Every article used, by source and date, without its text.",
)
TABLES = (
    OUTCOMES, ARTICLES_BY_SOURCE, ARTICLES_OVER_TIME, DUPLICATES, VERSIONS, REMOVED,
    NOT_CLEANED, SPELLINGS, LANGUAGES, REFUSED, FILTERED, TO_CHECK, CONFLICTS, FORMS, FILES, ARTICLES,
)  # fmt: skip
