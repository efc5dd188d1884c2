"""Text exports in the languages of Europe; all articles are invented."""

from __future__ import annotations

import pytest
from corpus_files import articles_of, part_of

from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.exports import read_export

# Number of number, date, labels of byline, section, length with its unit, load date and language, and what it names.
NEXIS = {
    "da": ("{} of 2 DOCUMENTS", "{}. maj 2021 onsdag", "FORFATTER", "SEKTION", "LÆNGDE: 37 ord", "INDLÆSNINGSDATO",
           "SPROG: DANISH; DANSK"),
    "nl": ("{} van 2 DOCUMENTEN", "{} mei 2021 woensdag", "AUTEUR", "SECTIE", "LENGTE: 37 woorden", "LAADDATUM",
           "TAAL: DUTCH; NEDERLANDS"),
    "sv": ("{} av 2 DOKUMENT", "{} maj 2021 onsdag", "FÖRFATTARE", "AVDELNING", "LÄNGD: 37 ord", "LADDNINGSDATUM",
           "SPRÅK: SVENSKA"),
    "no": ("Dokument {} av 2", "{}. mai 2021 onsdag", "FORFATTER", "SEKSJON", "LENGDE: 37 ord", "LASTEDATO",
           "SPRÅK: NORSK"),
    "pl": ("Dokument {} z 2", "{} maja 2021 środa", "AUTOR", "DZIAŁ", "DŁUGOŚĆ: 37 słów", "DATA ZAŁADOWANIA",
           "JĘZYK: POLSKI"),
    "pt": ("Documento {} de 2", "{} de maio de 2021, quarta-feira", "AUTOR", "SEÇÃO", "COMPRIMENTO: 37 palavras",
           "DATA DE CARREGAMENTO", "IDIOMA: PORTUGUÊS"),
    "it": ("Documento {} di 2", "mercoledì {} maggio 2021", "AUTORE", "SEZIONE", "LUNGHEZZA: 37 parole",
           "DATA DI CARICAMENTO", "LINGUA: ITALIANO"),
    "fi": ("Asiakirja {} / 2", "{}. toukokuuta 2021 keskiviikko", "KIRJOITTAJA", "OSASTO", "PITUUS: 37 sanaa",
           "LATAUSPÄIVÄ", "KIELI: SUOMI"),
    "es": ("Documento {} de 2", "{} de mayo de 2021 miércoles", "AUTOR", "SECCIÓN", "LONGITUD: 37 palabras",
           "FECHA DE CARGA", "IDIOMA: ESPAÑOL"),
    "de": ("{} von 2 DOKUMENTEN", "{}. Mai 2021 Mittwoch", "AUTOR", "RUBRIK", "LÄNGE: 1.037 Wörter", "UPDATE",
           "SPRACHE: GERMAN; DEUTSCH"),
    "fr": ("{} de 2 DOCUMENTS", "{} mai 2021 mercredi", "AUTEUR", "RUBRIQUE", "LONGUEUR: 37 mots", "DATE-CHARGEMENT",
           "LANGUE: FRENCH; FRANÇAIS"),
}  # fmt: skip
FACTIVA = {
    "de": ("97 Wörter", "{}. Mai 2021", "Deutsch"),
    "da": ("120 ord", "{}. maj 2021", "Dansk"),
    "nl": ("120 woorden", "{} mei 2021", "Nederlands"),
    "sv": ("120 ord", "{} maj 2021", "Svenska"),
    "no": ("120 ord", "{}. mai 2021", "Norsk"),
    "pl": ("120 słów", "{} maja 2021", "Polski"),
    "pt": ("120 palavras", "{} de maio de 2021", "Português"),
    "it": ("1.120 parole", "{} maggio 2021", "Italiano"),
    "fi": ("120 sanaa", "{}. toukokuuta 2021", "Suomi"),
    "ru": ("120 слов", "{} мая 2021", "Русский"),
    "ja": ("120 語", "2021 年 5 月 {} 日", "日本語"),
}
STORY = ["The bridge over the Tarn waits, said the mayor.", "It will open in spring: 500 people asked for it."]


def nexis(code: str, number: int, title: str = "") -> str:
    head, date, by, section, length, loaded, language = NEXIS[code]
    title = title or f"Bridge {number}"
    return "\n\n".join([
        "\n" + " " * 30 + head.format(number), "", "The Harbour Post", date.format(number), title, f"{by}: Ann Lee",
        f"{section}: NEWS; 4", length, *STORY, "", f"{loaded}: 9. 5. 2021", language, "PUBLICATION-TYPE: Newspaper", "",
    ])  # fmt: skip


def rows(text: str) -> list[ArticleRow]:
    return articles_of(read_export(text, part_of("", "exports/e.txt")))


@pytest.mark.parametrize("code", NEXIS)
@pytest.mark.parametrize("fold", [str, str.upper])
def test_nexis_in_any_of_these_languages(code: str, fold: type[str]) -> None:
    text = nexis(code, 1) + nexis(code, 2)
    found = rows(fold(text))
    assert [(row.published, row.title.title(), row.byline.title(), row.label, row.language) for row in found] == [
        (f"2021-05-0{n}", f"Bridge {n}", "Ann Lee", "NEWS; 4", code) for n in (1, 2)
    ]
    assert [row.text.casefold() for row in found] == ["\n\n".join(STORY).casefold()] * 2


def test_capitals_without_accents() -> None:
    text = nexis("fr", 1) + nexis("pt", 2).replace("SEÇÃO", "SECAO").replace("Documento 2 de 2", "2 de 2 DOCUMENTS")
    assert [row.label for row in rows(text.replace("1 de 2", "1 de 2"))] == ["NEWS; 4", "NEWS; 4"]


def test_a_swedish_rubrik_is_the_title() -> None:
    text = nexis("sv", 1, "Bron") + nexis("sv", 2, "Bron").replace("AVDELNING", "RUBRIK: Bron väntar\n\nAVDELNING")
    assert [(row.title, row.label) for row in rows(text)] == [("Bron", "NEWS; 4"), ("Bron väntar", "NEWS; 4")]


@pytest.mark.parametrize("code", FACTIVA)
def test_factiva_in_any_of_these_languages(code: str) -> None:
    words, date, language = FACTIVA[code]
    by = "Von" if code == "de" else "By"
    text = "\n\n".join(
        "\n".join(["News", f"Bridge {n}", f"{by} Ann Lee", words, date.format(n), "The Harbour Post", "HARB", language,
                   "(c) 2021 Post", "", *STORY, "", f"Document HARB0000202105{n:02}eja60001x"])
        for n in (1, 2)
    )  # fmt: skip
    found = rows(text)
    assert [(row.published, row.title, row.byline, row.language, row.source) for row in found] == [
        (f"2021-05-0{n}", f"Bridge {n}", "Ann Lee", code, "The Harbour Post") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "title",
    ["14 July 2020", "May 19, part 1", "June 2021 was dry", "19 March 2020 was dry", "3. maj 2019", "2020-01-01",
     "5 May 2020 and after", "On 14 July 2020", "2021/12/24"],
)  # fmt: skip
def test_a_title_that_looks_like_a_date_is_a_title(title: str) -> None:
    for code in ("da", "nl", "de"):
        found = rows(nexis(code, 1, title) + nexis(code, 2, title))
        assert [(row.title, row.published, row.source) for row in found] == [
            (title, f"2021-05-0{n}", "The Harbour Post") for n in (1, 2)
        ]


@pytest.mark.parametrize("title", ["14 July 2020", "3. maj 2019", "2020-01-01"])
def test_also_above_the_source_as_nexis_uni_prints_it(title: str) -> None:
    text = "".join(
        f"\n{title}\nThe Harbour Post\n{n}. maj 2021 onsdag Final Edition\n\nCopyright 2021 Post\n\nSection: NEWS\n"
        f"Length: 120 ord\nByline: Ann Lee\nBody\n\n{STORY[0]}\n\nLoad-Date: May 7, 2021\n\nEnd of Document\n"
        for n in (1, 2)
    )
    assert [(row.title, row.published, row.text) for row in rows(text)] == [
        (title, f"2021-05-0{n}", STORY[0]) for n in (1, 2)
    ]


def test_the_reason_names_what_was_not_understood() -> None:
    text = nexis("da", 1) + nexis("da", 2).replace("2. maj 2021 onsdag", "2. majus 2021")
    found = read_export(text, part_of("", "e.txt"))
    assert found is not None
    assert [row.reason for row in found if isinstance(row, RefusedRow)] == [
        "no header of an article in this part of the export: no date was understood among 'The Harbour Post', "
        "'2. majus 2021', 'Bridge 2', above 'LÆNGDE: 37 ord'"
    ]
    found = read_export(text.replace("LÆNGDE", "PITKUS"), part_of("", "e.txt"))
    assert found is not None
    [row] = found
    assert isinstance(row, RefusedRow)
    assert "no line such as 'LENGTH: 350 words' was understood among 'The Harbour Post', " in row.reason
