"""Markup, escapes and addresses: what is removed, what is mended, and what only looks like them."""

from __future__ import annotations

import json

import pytest
from corpus_files import LoadFiles
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning import markup
from analysis.corpus.cleaning.markup import ENTRIES, remove_markup
from analysis.text import tokens

TWEET = (
    '<p>They left.</p><blockquote class="twitter-tweet"><p lang="en" dir="ltr">Gone at last <a '
    'href="https://twitter.com/hashtag/ferry?src=hash">#ferry</a> <a href="https://t.co/x1">pic.twitter.com/x1</a></p>'
    '&mdash; Ane Brod (@anebrod) <a href="https://twitter.com/anebrod/status/1">June 3, 2016</a></blockquote>\n'
    '<script async src="//platform.twitter.com/widgets.js" charset="utf-8"></script>'
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Tags.
        ("<div class='a'><p>One <b>t</b>wo</p><p>three</p></div>", "one two three"),
        ("one<br>two<BR/>three<br />four", "one two three four"),
        ("one <!-- wp:image {\"id\":1} --> two <!--more-->three", "one two three"),
        ("<![CDATA[one <i>two</i>]]> three", "one two three"),
        ("one<script>var x = '<p>no</p>';</script><style>p{color:red}</style><noscript>no</noscript> two", "one two"),
        ('one <a title="no > no" href="https://quay.test/a?b=1&amp;c=2">two</a>', "one two"),
        ('one <iframe src="no"></iframe><svg><path d="M1"/></svg><form>no</form> two three', "one two three"),
        ('one <tweet tweet-id="17"><tweet/> two', "one two"),
        ("<headline>One</headline><para>two</para>", "one two"),
        ("one<o:p></o:p> two <ID:nX1>", "one two"),
        ("&lt;p&gt;one &lt;em&gt;two&lt;/em&gt;&lt;/p&gt;", "one two"),
        ("one\n.ad-box {\n  width: 100%;\n  float:left }\n@media (width: 9px) { .b { color: red } }\ntwo", "one two"),
        ("one\n(adsbygoogle = window.adsbygoogle || []).push({});\ntwo", "one two"),
        ("one. ads.cmd.push(function() { ads.show('TOP_3'); });  \n\ntwo", "one two"),
        ("one, ads.cmd.push(function() { if (a) { b(); } }); — two", "one two"),
        ("one document.write('<b'+'>'); window.ads = window.ads || []; two", "one two"),
        ("one (function(a) { return a(1); })(window); two", "one two"),
        ("one ads.get(\"a\").show(); two", "one two"),
        # What is no tag.
        ("one port.board(see page 3); two", "one port board see page 3 two"),
        ("work of the port.board(old); two ships of Dorsk left", "work of the port board old two ships of dorsk left"),
        ("one port.push(function() { two", "one port push function two"),
        ("if a < b and c > d", "if a b and c d"),
        ("a <b and c> d <3 you", "a b and c d you"),
        ("<Name> said <unreadable> words", "name said unreadable words"),
        ("Shares of Dorsk <BR> and Quay <S> rose", "shares of dorsk br and quay s rose"),
        # Entities.
        ("&quot;one&quot; &amp;quot;two&amp;quot; &amp;amp;#8220;three", "one two three"),
        ("one&nbsp;two&#160;three&nbspFour", "one two three four"),
        ("caf&eacute; d&#39;été", "café d'été"),
        ("AT&T and R&D; Price & Sons, Q&A", "at t and r d price sons q a"),
        # Escapes.
        ("one_x000D_\ntwo_x000D_three", "one two three"),
        ("_x0041_ne_x0009_two", "ane two"),
        (r"It\u2019s one.\n\nTwo three", "it's one two three"),
        (r"one\r\ntwo\r\nthree", "one two three"),
        (r"the \"one\" isn\'t two", "the one isn't two"),
        # Markdown and wikis.
        ("## One\n\nThe **[two](https://quay.test/a_(b) \"t\")** ![no](no.jpg)\n***\nthree", "one the two three"),
        ("[one][1] two\n\n[1]: https://quay.test/a", "one two"),
        ("[[Dorsk|One]] {{no|no}} two [https://quay.test three]", "one two three"),
        ("[![no](no.png)](/no) one [sic](unknown)", "one sic unknown"),
        # BBCode and shortcodes.
        ("[b]one[/b] [url=https://quay.test]two[/url] [img]https://quay.test/no.jpg[/img] [i]t", "one two i t"),
        ('[caption id="a" align="no"]one[/caption] [gallery ids="1,2"] two [embed]https://no.test[/embed]', "one two"),
        ("[vc_row no=\"1\"][vc_column]one[/vc_column][/vc_row] [tweet https://t.co/no] [applause]", "one applause"),
        # Addresses and embedded posts.
        ("See https://quay.test/a?b=no (or www.quay.test/no), she said.", "see or she said"),
        ("Write to ane.brod@quay.test, or [email\u00a0protected] now.\n\n1\n\n2\n\n3", "write to or now"),
        ("one t.co/no bit.ly/no quay.test/2021/no two nytimes.com Amazon.com", "one two amazon com"),
        ("and/or he.The a.m./p.m. two", "and or he the a m p m two"),
        (TWEET, "they left gone at last #ferry"),
        ("one\nView this post on Instagram\nA post shared by Ane (@ane) on Jun 3, 2016 at 4:20am PDT\ntwo", "one two"),
        ("one — Ane Brod (@ane) 3 de junio de 2016\ntwo", "one two"),
        ("one\nhttps://quay.test/a pic.quay.test/b #Tag #other", "one"),
        ("one\n#Tag #other @ane", "one"),
        # What cannot be seen.
        ("news\u00adpaper \ufeffone\u200b", "newspaper one"),
    ],
)  # fmt: skip
def test_words_by_hand(text: str, words: str) -> None:
    mended, entries = remove_markup(text)
    assert [word.lower() for word in tokens(mended.lower())] == tokens(words)
    assert bool(entries) == (mended != text)


def test_plain_text_stays_the_same_object() -> None:
    text = "“They left,” said Ane Brod (of Dorsk) – 5 % more; it's over. [Applause]\n\nThe ships\u2026 stayed."
    assert remove_markup(text) == (text, [])


def test_blocks_become_paragraphs_and_breaks_become_lines() -> None:
    mended, _ = remove_markup("<p>One<br>two.</p><p>Three.</p><ul><li>Four</li><li>Five</li></ul>")
    assert [line for line in mended.split("\n") if line] == ["One", "two.", "Three.", "Four", "Five"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("a_x000D_", markup.SPREADSHEET), (r"a\u2019s", markup.WRITTEN), ("a &quot;b", markup.ENTITIES),
        ("<p>a", markup.TAGS), ("[b]a[/b]", markup.SHORTCODES), ("a **b**", markup.MARKDOWN),
        ("a — B (@b)", markup.POSTS), ("a https://b.test", markup.ADDRESSES), ("a\n#b #c", markup.TAG_LINES),
        ("a\u00adb", markup.INVISIBLE),
    ],
)  # fmt: skip
def test_each_step_has_its_entry_and_can_be_left_out(text: str, entry: str) -> None:
    assert remove_markup(text)[1] == [entry]
    assert remove_markup(text, frozenset([entry])) == (text, [])


@given(st.text(st.sampled_from("<>&;[]()*_#@/\\\"'!-=x1. \n{}\u00adapbq:")))
def test_nothing_is_invented_and_nothing_breaks(text: str) -> None:
    mended, entries = remove_markup(text)
    assert (mended == text) or entries
    assert set(entries) <= set(ENTRIES)


@pytest.mark.parametrize(
    "piece",
    ["<a \"", "<!--", "<script>", "{", "a{b:c;", "[", "[a](", "[a b=\"c\" ", "*a", "_a ", "'", "&amp", "\\u", "a.",
     "a@a.", "#a", "— a", "view ", "\n", "(", ".", "- ", "> ", "==", "http://", "{{"],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_long_ones(piece: str) -> None:
    # With a pattern that goes back and forth, this would take minutes.
    remove_markup(piece * (300_000 // len(piece)))


def test_every_field_is_mended_with_a_line_in_the_log(load: LoadFiles) -> None:
    row = {"title": "The &quot;ferry&quot;", "text": "<p>They left.</p>", "source": "Quay", "author": "<b>Ane Brod</b>"}
    corpus = load(
        {"t.jsonl": json.dumps(row | {"id": "1"}) + "\n" + json.dumps({"id": "2", "text": "x", "source": "Quay"})}
    )
    article = corpus.articles.set_index("article_id").loc["1"]
    assert (article["title"], article["byline"], article["words"]) == ('The "ferry"', "Ane Brod", 4)
    assert set(corpus.removed["text"]) == {markup.TAGS, markup.ENTITIES}
    assert list(corpus.removed["articles"]) == [1, 1]


def test_what_is_to_be_kept_is_kept(load: LoadFiles) -> None:
    row = json.dumps({"id": "1", "text": "They <b>left</b> &quot;", "source": "Quay"})
    corpus = load({"t.jsonl": row, "corpus.yml": f'keep: ["{markup.TAGS}"]'})
    assert list(corpus.removed["text"]) == [markup.ENTITIES]


def test_an_article_without_words_of_its_own_is_refused(load: LoadFiles) -> None:
    rows = ["<img src='a.jpg'>", "https://quay.test/a", "They left."]
    lines = "\n".join(json.dumps({"id": str(i), "text": text, "source": "Quay"}) for i, text in enumerate(rows))
    corpus = load({"t.jsonl": lines})
    assert list(corpus.articles["article_id"]) == ["2"]
    assert list(corpus.refused["line"]) == [1, 2]
    assert list(corpus.files[["articles", "refused"]].sum()) == [1, 2]


def test_a_tag_that_a_table_cut_goes_and_a_story_beside_a_script_stays() -> None:
    for text, left in [
        ('They left <a href="http://x.test', "They left"),
        ("They left</p", "They left"),
        ("They left. function(){var x=1;} window.foo=2; They came home.", "They left. They came home."),
        ("They left the city.men/women stayed behind.", "They left the city.men/women stayed behind."),
        ("They met at st.john/smith today.", "They met at st.john/smith today."),
        ("If a <b and c is 5", "If a <b and c is 5"),
    ]:
        assert " ".join(remove_markup(text)[0].split()) == left
