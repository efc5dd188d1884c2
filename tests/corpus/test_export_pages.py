"""Pages that newspaper databases export, and pages with several articles; all articles are invented."""

from __future__ import annotations

import pytest
from corpus_files import articles_of, read_part
from growth import is_linear

from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.web_pages import read_html

STORY = [
    "The gates of Dorsk were shut on Monday after dockers had waited for a contract since the spring of last year.",
    "“Nobody asked us,” said one of them, and went home to his family in the hills behind the old harbour of Dorsk.",
    "The port said that ships would be sent to Halvern until the gates were opened, which might take many weeks more.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)


def read(html: str, path: str = "exports/e.html") -> list[ArticleRow | RefusedRow] | str:
    return read_part(read_html, html, path)


def articles(html: str, path: str = "exports/e.html") -> list[ArticleRow]:
    return articles_of(read(html, path))


def page(*parts: str, head: str = "<title>Factiva</title>") -> str:
    return f"<html><head>{head}</head><body>{'<br/>'.join(parts)}</body></html>"


def factiva_lines(n: int, words: str = "120 words", day: str = "", language: str = "English") -> str:
    story = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in STORY)
    return (
        f'<div id="article-GAZT0000202311{n:02}eja60001x" class="article"><div class="article enArticle"><p></p>'
        f'<div>Foreign Desk</div><div id="hd"><span class="enHeadline">Gates shut {n}</span></div>'
        f'<div class="author">By Ann Lee </div><div>Special to the Gazette</div><div>{words}</div>'
        f"<div>{day or f'{n} November 2023'}</div><div>The Gazette</div><div>GAZT</div><div>{language}</div>"
        f"<div>Copyright 2023 The Gazette. </div>{story}<p>Document GAZT0000202311{n:02}eja60001x</p></div></div>"
    )


def factiva_codes(n: int) -> str:
    def row(code: str, value: str) -> str:
        return f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'

    return (
        '<div class="article frArticle"><table>'
        + row("HD", f"<b class='frHeadline'>Portes fermées {n}</b>")
        + row("BY", "Anne Lée")
        + row("WC", "120 mots")
        + row("PD", f"{n} novembre 2023")
        + row("SN", "La Gazette")
        + row("LA", "Français")
        + row("LP", f"<p>{STORY[0]}</p>")
        + row("TD", f"<p>{STORY[1]}</p>\n<p>{STORY[2]}</p>")
        + row("NS", "<br/>gcat : Political/General News")
        + row("AN", f"<br/>Document GAZT0000202311{n:02}eja60001x")
        + "</table></div>"
    )


def nexis(n: int, of: int, labels: tuple[str, str, str, str] = ("BYLINE", "SECTION", "LENGTH", "LANGUAGE")) -> str:
    def block(text: str, label: str = "") -> str:
        marked = f'<SPAN CLASS="c8">{label}: </SPAN>' if label else ""
        return f'<BR><DIV CLASS="c5"><P CLASS="c6">{marked}<SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>\n'

    by, section, length, language = labels
    return (
        f'<A NAME="DOC_ID_{n}"></A><!-- Hide XML section from browser\n<DOC NUMBER={n}>\n<DOCFULL> -->\n'
        + block(f"{n} of {of} DOCUMENTS")
        + '<BR><DIV CLASS="c0"><BR><P CLASS="c1"><IMG SRC="x"><BR><SPAN>The Gazette</SPAN></P>\n</DIV>\n'
        + f'<BR><DIV><P><SPAN CLASS="c4">{n % 28 + 1}.</SPAN><SPAN> November 2023 Montag 9:50 PM GMT+1</SPAN></P>\n'
        + "</DIV>\n"
        + block(f"Gates shut {n}") + block("Ann Lee", by) + block("NEWS; Pg. 4", section) + block("120 words", length)
        + f'<BR><DIV CLASS="c5">{"".join(f"<P CLASS=c9><SPAN>{line}</SPAN></P>" for line in STORY)}\n</DIV>\n'
        + block("7. November 2023", "LOAD-DATE") + block("ENGLISH; ENGLISCH", language)
        + block("Copyright 2023 The Gazette<BR>All Rights Reserved")
    )  # fmt: skip


def europresse(n: int, paper: str = "La Gazette", header: str = "") -> str:
    header = header or f"Économie, mercredi {n} mars 2021 834 mots, p. B4"
    return (
        f'<article><header><div><span class="DocPublicationName">{paper}</span>, no. 12{n}</div>'
        f'<div><span class="DocHeader">{header}</span></div><div class="titreArticle">'
        f'<p class="titreArticleVisu rdp__articletitle">Portes fermées {n}</p></div>'
        f'<div class="sm-margin-bottomNews">Anne Lée</div></header><section><div class="DocText"><div '
        f'class="docOcurrContainer">{PARAGRAPHS}<p>© Photo de presse : une grue.</p><p>Les <mark>portes</mark> '
        f"rouvriront.</p></div></div></section><aside><b>Note(s) : </b></aside><footer><small>© 2021 {paper}. Tous "
        f"droits réservés.</small><p>Numéro de document : news·2021030{n}·GA·00{n}</p></footer></article>"
    )


def europresse_table(n: int, author: str = "Anne Lée<br>") -> str:
    return (
        '<table width="96%"><tr><td><table><tr><td id="celPublication"></td></tr></table>'
        '<span class="DocPublicationName">La Gazette, no. 5968</span><br><span class="DocHeader">Éditorial, </span>'
        f'<span class="DocHeader">jeudi </span><span class="DocHeader">{n} octobre 2012</span>'
        '<span class="DocHeader">, '
        f'p. 03</span><br><br><span class="TitreArticleVisu">Portes fermées {n}</span><br><br>{author}<p></p>'
        f"{STORY[0]}<p></p>{STORY[1]}<p></p><b><i>© 2012 La Gazette. Tous droits réservés.</i></b><p></p>"
        f"Numéro de document : news·2012100{n}·GA·00{n}<br><table><tr><td>news·2012100{n}·GA·00{n}</td></tr><tr><td>Ce "
        "certificat est émis à Untel.</td></tr></table></td></tr></table>"
    )


def summary(rows: list[ArticleRow]) -> list[tuple[str, ...]]:
    return [(row.source, row.title, row.byline, row.published, row.label, row.language) for row in rows]


@pytest.mark.parametrize("number", [2, 5])
def test_factiva_as_divisions(number: int) -> None:
    rows = articles(page(*(factiva_lines(n) for n in range(1, number + 1))), "exports/f.html")
    assert summary(rows) == [
        ("The Gazette", f"Gates shut {n}", "Ann Lee", f"2023-11-0{n}", "Foreign Desk", "en")
        for n in range(1, number + 1)
    ]
    assert [row.line for row in rows] == list(range(1, number + 1))
    assert [row.article_id for row in rows] == [
        f"exports/f/GAZT0000202311{n:02}eja60001x" for n in range(1, number + 1)
    ]
    assert {row.text.replace("\n\n", "\n") for row in rows} == {"\n".join(STORY)}


@pytest.mark.parametrize(
    ("words", "day", "language", "code"),
    [
        ("120 Wörter", "5 November 2023", "Englisch", "en"),
        ("120 字", "2023 年 11 月 5 日", "英文", "en"),
        ("1.120 palabras", "5 de noviembre de 2023", "Alemán", "de"),
        ("120 ord", "5 november 2023", "Danska", "da"),
        ("120 слов", "5 Ноябрь 2023", "Немецкий", "de"),
        ("120 parole", "5 novembre 2023", "Olandese", "nl"),
    ],
)
def test_factiva_in_other_languages(words: str, day: str, language: str, code: str) -> None:
    rows = articles(page(*(factiva_lines(n, words, day, language) for n in (1, 2))))
    assert [(row.published, row.language) for row in rows] == [("2023-11-05", code)] * 2


def test_factiva_with_field_codes() -> None:
    rows = articles(page(*(factiva_codes(n) for n in (1, 2, 3))))
    assert summary(rows) == [
        ("La Gazette", f"Portes fermées {n}", "Anne Lée", f"2023-11-0{n}", "", "fr") for n in (1, 2, 3)
    ]
    assert [line for line in rows[1].text.split("\n") if line] == STORY


def test_nexis_and_lexisnexis() -> None:
    german = ("AUTOR", "RUBRIK", "L&Auml;NGE", "SPRACHE")
    for labels in (("BYLINE", "SECTION", "LENGTH", "LANGUAGE"), german):
        rows = articles(page(*(nexis(n, 3, labels) for n in (1, 2, 3)), head="<title>&nbsp;</title>"))
        assert summary(rows) == [
            ("The Gazette", f"Gates shut {n}", "Ann Lee", f"2023-11-0{n + 1}", "NEWS; Pg. 4", "en") for n in (1, 2, 3)
        ]
        assert [line for line in rows[2].text.split("\n") if line] == STORY


def test_europresse() -> None:
    rows = articles(page(europresse(1), europresse(2, "Le Matin"), europresse(3), head="<title></title>"))
    assert summary(rows) == [
        ("La Gazette", "Portes fermées 1", "Anne Lée", "2021-03-01", "Économie", ""),
        ("Le Matin", "Portes fermées 2", "Anne Lée", "2021-03-02", "Économie", ""),
        ("La Gazette", "Portes fermées 3", "Anne Lée", "2021-03-03", "Économie", ""),
    ]
    assert rows[0].text.split("\n") == [*STORY, "© Photo de presse : une grue.", "Les portes rouvriront."]
    assert rows[1].article_id == "exports/e/news·20210302·GA·002"


@pytest.mark.parametrize(
    "header",
    [
        "Business, Wednesday, March 3, 2021, p. B1",
        "mercredi 3 mars 2021 - 14:05 UTC +01:00 1 234 mots",
        "Web, mercredi 3 mars 2021",
        "Politik, Mittwoch, 3. März 2021 234 Wörter, S. 4",
        "Una, La Prima, mercoledì 3 marzo 2021",
    ],
)
def test_the_line_with_section_and_date_of_europresse(header: str) -> None:
    [row] = articles(page(europresse(1, header=header)), "e.html")
    assert (row.published, row.article_id, row.source) == ("2021-03-03", "e", "La Gazette")


def test_europresse_of_ten_years_ago() -> None:
    rows = articles(page(europresse_table(1), europresse_table(2, ""), head=""))
    assert summary(rows) == [
        ("La Gazette", "Portes fermées 1", "Anne Lée", "2012-10-01", "Éditorial", ""),
        ("La Gazette", "Portes fermées 2", "", "2012-10-02", "Éditorial", ""),
    ]
    assert [row.text.split("\n") for row in rows] == [STORY[:2], STORY[:2]]


def test_europresse_without_its_article_elements() -> None:
    parts = [europresse(n).replace("<article>", "<div>").replace("</article>", "</div>") for n in (1, 2)]
    for html in (page(*parts), page(f"<div><main>{''.join(parts)}</main></div>")):
        rows = articles(html)
        assert [(row.title, row.published, row.byline) for row in rows] == [
            (f"Portes fermées {n}", f"2021-03-0{n}", "Anne Lée") for n in (1, 2)
        ]
        assert [row.text.split("\n")[:3] for row in rows] == [STORY, STORY]


def plain_factiva(n: int, tag: str) -> str:
    lines = ["News", f"Gates shut {n}", "By Ann Lee", "120 words", f"{n} November 2023", "The Gazette", "GAZT",
             "English", "(c) 2023 The Gazette", *STORY, f"Document GAZT0000202311{n:02}eja60001x"]  # fmt: skip
    return "<br>".join(lines) + "<br>" if tag == "br" else "".join(f"<{tag}>{line}</{tag}>" for line in lines)


@pytest.mark.parametrize("tag", ["br", "p", "div", "li"])
def test_exports_whose_marks_another_program_took_away(tag: str) -> None:
    rows = articles(page(plain_factiva(1, tag), plain_factiva(2, tag)))
    assert summary(rows) == [
        ("The Gazette", f"Gates shut {n}", "Ann Lee", f"2023-11-0{n}", "News", "en") for n in (1, 2)
    ]
    uni = [f"<h2>Gates shut {n}</h2><p>The Gazette</p><p>November {n}, 2023 Thursday</p><p>Copyright 2023</p>"
           f"<p>Length: 120 words</p><p>Byline: Ann Lee</p><p>Body</p>{PARAGRAPHS}<p>Language: ENGLISH</p>"
           "<p>End of Document</p>" for n in (1, 2)]  # fmt: skip
    assert [(row.title, row.published, row.language) for row in articles(page(*uni))] == [
        (f"Gates shut {n}", f"2023-11-0{n}", "en") for n in (1, 2)
    ]


def test_articles_of_europresse_that_cannot_be_told_apart_are_refused() -> None:
    parts = [
        f"<p class='DocPublicationName'>Gazette</p><p class='titreArticleVisu'>{n}</p>{PARAGRAPHS}" for n in (1, 2)
    ]
    found = read(page(f"<article>{''.join(parts)}</article>"))
    assert isinstance(found, list)
    assert [row.reason for row in found if isinstance(row, RefusedRow)] == [
        "2 articles of Europresse that cannot be told apart: export them again as HTML"
    ]


def test_what_is_missing_or_not_understood_is_said() -> None:
    found = read(page(factiva_lines(1), factiva_lines(2, words="120 gnords"), factiva_lines(3)))
    assert isinstance(found, list)
    assert [type(row) for row in found] == [ArticleRow, RefusedRow, ArticleRow]
    assert found[1] == RefusedRow(
        "exports/e.html", 2, "exports/e/2",
        "no header of an article in this part of the export: no line such as '350 words' was understood among 'Foreign "
        "Desk', 'Gates shut 2', 'By Ann Lee', 'Special to the Gazette', '120 gnords', '2 November 2023'",
    )  # fmt: skip
    found = read(page(nexis(1, 9), nexis(2, 9)))
    assert isinstance(found, list)
    assert found[-1].reason.startswith("the file announces 9 articles, 2 were found")  # type: ignore[union-attr]


def story(n: int, tag: str = "<article>", heading: str = "h2", text: str = PARAGRAPHS) -> str:
    return f"{tag}<{heading}>Gates shut {n}</{heading}>{text}</{tag[1:].split()[0].rstrip('>')}>"


CHINESE = f"<p>{'港口的大门在星期一关上了，工人们一直在等待合同。' * 5}</p><p>{'船去了别的港口。' * 12}</p>"


@pytest.mark.parametrize(
    "stories",
    [
        [story(1), story(2)],
        [story(n, '<div class="article">') for n in (1, 2, 3)],
        [story(n, '<section itemscope itemtype="https://schema.org/NewsArticle">', "h1") for n in (1, 2)],
        [story(n, '<div class="post hentry">', "h3") for n in range(12)],
        [story(1, text=CHINESE), story(2)],
        [f'<div class="post"><h1>All of today</h1>{story(1)}', f"{story(2)}</div>"],
        [story(1, text=f"<p>{' '.join(STORY * 3)}</p>"), story(2, text=f"<p>{' '.join(STORY * 3)}</p>")],
    ],
)
def test_a_page_with_several_articles_is_refused(stories: list[str]) -> None:
    for head in ("<title>Gazette</title>", '<title>x</title><meta name="date" content="2021-03-04">'):
        assert read(page(*stories, head=head), "gazette/e.html") == (
            f"the page holds {len(stories)} articles: save each by itself, or export them as text or a table"
        )


TEASER = "<p>The port of Halvern is full, say those who work there, and more ships are on the way to it. Read on.</p>"


@pytest.mark.parametrize(
    "more",
    [
        "".join(f"<article><h3><a href='/{n}'>More {n}</a></h3>{TEASER}</article>" for n in range(8)),
        f'<div class="related-articles">{story(2)}{story(3)}</div>',
        f"<aside>{story(2)}</aside>",
        f'<section id="comments"><article class="comment"><h4>A reader</h4>{PARAGRAPHS}</article></section>',
        f"<article>{PARAGRAPHS}</article>",
        f'<article class="login-modal"><h2>Log in</h2>{PARAGRAPHS}</article>',
        f'<div class="article article-list"><h2>More</h2>{PARAGRAPHS}</div>',
        "".join(f"<article><a href='/{n}'><h3>{n}</h3>{PARAGRAPHS}</a></article>" for n in range(3)),
        "".join(f"<article><h3>{n}</h3><p><a href='/'>{' '.join(STORY)}</a></p></article>" for n in range(3)),
    ],
)
def test_a_news_page_with_teasers_stays_one_article(more: str) -> None:
    whole = story(1, heading="h1", text=PARAGRAPHS + PARAGRAPHS.replace("Dorsk", "Kelby"))
    [row] = articles(page(whole, more, head="<title>Gates shut 1 | Gazette</title>"), "gazette/e.html")
    assert STORY[0] in row.text
    assert "Halvern is full" not in row.text


def test_posts_within_an_article_and_live_blogs_are_one() -> None:
    posts = "".join(story(n, heading="h3") for n in range(3))
    nested = f"<article><h1>Gates shut, live</h1>{PARAGRAPHS}{posts}</article>"
    live = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script><title>Gates</title>'
    assert len(articles(page(nested, head="<title>Gates</title>"), "gazette/e.html")) == 1
    assert len(articles(page(posts, head=live), "gazette/e.html")) == 1


def test_a_large_export_is_read_in_time_that_grows_with_it() -> None:
    for make in (
        lambda size: page(*(nexis(n, size) for n in range(1, size + 1))),
        lambda size: page(*(factiva_lines(n % 28 + 1) for n in range(size))),
        lambda size: page(*(europresse(n % 9 + 1) for n in range(size))),
        lambda size: "<div class='enArticle'>" * 200 + "1 of 2 DOCUMENTS<br>" * 50 * size,
        lambda size: '<div class="post">' * 200 + "<h1>x</h1>" + f"<p>{STORY[0]}</p>" * 10 * size,
        lambda size: "<table>" + "<tr><td class='DocPublicationName'>x</td></tr>" * 50 * size,
        lambda size: '<div class="article"><h1>x</h1><p>' * 120 + "gates <a>x</a> " * 40 * size,
    ):
        assert is_linear(lambda size, make=make: read(make(size)), 160), make(1)[:100]
    assert len(articles(page(*(nexis(n, 160) for n in range(1, 161))))) == 160
