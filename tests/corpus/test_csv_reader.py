"""CSV and TSV tables: every row used or refused with its line, nothing guessed, nothing shifted."""

from __future__ import annotations

import pytest
from corpus_files import LoadFiles, ReadFiles, WriteFiles, lines_of, read_folder

from analysis.corpus.readers import csv_dialect, csv_reader
from analysis.corpus.readers.column_names import say_which

FOLDER = "; or put it into a folder named after its source"
HEAD = "id,title,text,source,date\n"


def test_a_row_is_an_article(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,A title,"Some text,\n""quoted"".",The Paper,2024-03-04\n'})
    (row,) = used
    assert refused == []
    assert (row.article_id, row.title, row.source, row.published) == ("1", "A title", "The Paper", "2024-03-04")
    assert (row.text, row.path, row.line) == ('Some text,\n"quoted".', "t.csv", 2)


def test_na_may_be_a_word_beside_the_text(read: ReadFiles) -> None:
    # Without quotation marks nobody knows: NA may be Namibia, or a paper.
    used, _ = read({"t.csv": "id,title,text,source\nNA,NA,One.,NA\n"})
    assert [(row.article_id, row.title, row.source) for row in used] == [("NA", "NA", "NA")]


def test_ids_and_words_stay_as_they_are(read: ReadFiles) -> None:
    # pandas makes these 7.0, 100000.0 and missing values.
    rows = ["007,NA,nullify,nan,", "1e5,None,N/A or so,NaN,", "+1,-,=cmd,0x1F,"]
    used, _ = read({"t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.title, r.text, r.source) for r in used] == [
        ("007", "NA", "nullify", "nan"),
        ("1e5", "None", "N/A or so", "NaN"),
        ("+1", "-", "=cmd", "0x1F"),
    ]


def test_ragged_rows_are_refused_and_shift_nothing(read: ReadFiles) -> None:
    # A first row that is too wide turns pandas' columns into an index, silently (pandas issue 60672).
    rows = ["1,T,text one,S,,more", "2,T", "3,T,text three,S,", "4,T,text,four,S,2024-03-04", "5"]
    used, refused = read({"t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.text, r.source) for r in used] == [("3", "text three", "S")]
    assert [(r.line, r.reason) for r in refused] == [
        (2, "6 fields where the header has 5"),
        (3, "2 fields where the header has 5"),
        (5, "6 fields where the header has 5"),
        (6, "1 field where the header has 5"),
    ]


def test_lines_are_counted_over_line_ends_in_fields_and_empty_lines(read: ReadFiles) -> None:
    rows = ['1,T,"one\r\n\r\ntwo",S,', "2,T", '3,T,"three\n",S,', "", "4,T,four,S,", ""]
    used, refused = read({"t.csv": "\n" + HEAD + "\r\n".join(rows)})
    assert [(r.line, r.text) for r in used] == [(3, "one\n\ntwo"), (7, "three"), (10, "four")]
    assert [r.line for r in refused] == [6]


DAMAGED = {
    "not closed": ('1,T,one,S,\n2,T,"two,S,\n3,T,three,S,\n', 3, "unexpected end of data"),
    "not closed before another": ('1,T,one,S,\n2,T,"two,S,\n3,T,"three",S,\n', 3, "',' expected after '\"'"),
    "words after it": ('1,T,one,S,\n2,"T" x,two,S,\n3,T,three,S,\n', 3, "',' expected after '\"'"),
    "after lines": ('1,T,"one\n\ntwo",S,\n2,T,"a\nb" x,S,\n', 5, "',' expected after '\"'"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_lost_quotation_mark_refuses_the_file_and_no_other(read: ReadFiles, name: str) -> None:
    rows, line, error = DAMAGED[name]
    used, refused = read({"t.csv": HEAD + rows, "u.csv": HEAD + "9,T,nine,S,\n"})
    assert [(r.path, r.article_id) for r in used] == [("u.csv", "9")]
    assert [(r.path, r.line, r.reason) for r in refused] == [
        ("t.csv", 1, f"not CSV at line {line}: {csv_dialect.LOST_QUOTE} ({error})")
    ]


def test_what_is_longer_than_an_article_can_be_refuses_the_file(
    read: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "MAX_LENGTH", 1_000)
    lines = ["word " * 50] * 50
    used, refused = read({"t.csv": HEAD + '1,T,"' + "\n".join(lines), "u.csv": f"{HEAD}1,T,{'word ' * 300},S,\n"})
    assert used == []
    assert [(r.path, r.line, "field larger than field limit (1000)" in r.reason) for r in refused] == [
        ("t.csv", 1, True),
        ("u.csv", 1, True),
    ]


def test_a_line_that_does_not_end_is_never_held(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + "1,T,one,S,\n2,T," + "word," * 2_100_000 + "\n"})
    assert used == []
    assert [r.reason for r in refused] == ["not CSV at line 3: the line is longer than 10,000,000 characters"]


def test_tables_without_a_header_or_rows_are_refused_by_name(read: ReadFiles) -> None:
    tables = {"a.csv": "", "b.csv": HEAD, "c.csv": " \n", "d.tsv": "\n\n", "e.csv": "id^text^source\n1^one^S\n"}
    used, refused = read(tables)
    assert used == []
    assert [(r.path, r.line) for r in refused] == [(name, 1) for name in tables]
    assert [r.reason[:16] for r in refused] == ["no articles in i"] * 4 + ["no column holds "]
    assert "columns: id^text^source" in refused[4].reason


def test_a_broken_header_refuses_the_file(read: ReadFiles) -> None:
    for head in ('id,"text\n1,abc\n', 'id,"te"xt\n1,abc\n'):
        assert [(r.line, r.reason[:16]) for r in read({"t.csv": head})[1]] == [(1, "not CSV at line ")]


def test_a_name_in_the_header_may_have_two_lines(read: ReadFiles) -> None:
    used, refused = read({"t.csv": 'text,source,"words\nand signs"\none,S,3\n'})
    assert [(r.line, r.text) for r in used] == [(3, "one")]
    assert refused == []


def test_the_separator_that_gives_most_columns_is_taken(read: ReadFiles) -> None:
    used, _ = read({"t.csv": "text|source|a;b\none;two|S|c\n"})
    assert [(r.text, r.source) for r in used] == [("one;two", "S")]
    used, _ = read({"t.csv": "S;text;a,b\nS;one;c,d\n"}, columns={"source": "S"})
    assert [(r.text, r.source) for r in used] == [("one", "S")]


def test_a_table_of_codes_without_a_header_is_recognised(read: ReadFiles) -> None:
    gkg = "\t".join(["20240304000000-0", "20240304000000", "1", "paper.example", *["TAX_X;"] * 23])
    events = "\t".join(["1160456789", "20240304", "202403", "2024", *["USA"] * 57])
    for table in (gkg, events):
        used, refused = read({"t.csv": f"{table}\n{table}\n"})
        assert used == []
        assert [r.reason for r in refused] == [
            "no header row, and codes instead of texts, as in the tables of GDELT: there are no articles in it"
        ]


def test_rows_are_refused_by_what_is_missing(read: ReadFiles) -> None:
    rows = ["1,T,,S,", "2,T,text,,", ",T,text,S,", "4,, — ,S,"]
    used, refused = read({"sub/t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.line) for r in used] == [("sub/t/4", 4)]
    assert [(r.article_id, r.reason) for r in refused] == [("1", "no text"), ("2", "no source"), ("4", "no text")]


def test_the_source_is_in_a_column_or_the_copyright_line_or_the_folder(read: ReadFiles) -> None:
    used, refused = read(
        {
            "guardian/2024/a.csv": 'text\none\n"two\n\n© 2015 Leader Call. All Rights reserved."\n',
            "guardian/b.csv": "text,source\nthree,\n",
            "c.csv": "text\nfour\n",
        }
    )
    assert [(r.source, r.line, r.published) for r in used] == [("guardian", 2, ""), ("Leader Call", 3, "")]
    told = f"no source: no column holds it (columns: text): {say_which('source')}{FOLDER}"
    assert lines_of(refused) == [("c.csv", 2, told), ("guardian/b.csv", 2, "no source")]


def test_where_addresses_name_the_outlet_the_refusal_says_so(read: ReadFiles) -> None:
    table = {"t.csv": "text,url\none,https://gull.example/a\ntwo,https://tern.example/b\n"}
    _, refused = read(table)
    told = "no source: no column holds it (columns: text, url); addresses name the outlet: --map source=url"
    assert [r.reason for r in refused] == [told] * 2
    used, _ = read(table, columns={"source": "url"})
    assert [r.text for r in used] == ["one", "two"]


def test_columns_of_other_names_are_set(read: ReadFiles) -> None:
    table = {"t.csv": "text,Haus Organ,nr,when\n1,S,007,04/03/2024\n"}
    used, refused = read(table, columns={"source": "haus-organ", "id": "nr", "date": "when"}, date_format="%d/%m/%Y")
    assert refused == []
    assert [(r.article_id, r.source, r.published) for r in used] == [("007", "S", "2024-03-04")]
    used, refused = read(table, columns={"source": "Organ"})
    assert used == []
    assert [r.reason for r in refused] == [
        f"no source: no column holds it (columns: text, Haus Organ, nr, when): {say_which('source')}{FOLDER}"
    ]


def test_columns_that_are_set_add_to_the_usual_ones(read: ReadFiles) -> None:
    tables = {
        "a.csv": "Text;source;Datum\n1;S;04/03/2024\n",
        "b.csv": "text,source,date\n2,S,2024-03-05\n",
        "c.csv": "text,source,Published on\n3,S,06.03.2024\n",
        "d.csv": "text,source\n4,S\n",
        "e.csv": "text,source,date,Datum\n5,S,2024-03-08,9.3.2024\n",
    }
    used, refused = read(tables, columns={"date": ["published-on", "Datum"]}, date_format=["%d/%m/%Y", "%d.%m.%Y"])
    assert refused == []
    days = ["2024-03-04", "2024-03-05", "2024-03-06", "", "2024-03-09"]
    assert [r.published for r in used] == days


def test_a_text_that_is_set_and_nowhere_is_refused_with_the_columns(read: ReadFiles) -> None:
    used, refused = read(
        {"a.csv": "Story,source\n1,S\n", "b.csv": "body,source\n2,S\n"}, columns={"text": ["Plot", "Body"]}
    )
    assert [r.text for r in used] == ["1", "2"]
    used, refused = read({"c.csv": "plots,source\n3,S\n"}, columns={"text": ["Plot", "Bo\x1bdy"]})
    assert [r.text for r in used] == ["1", "2"]
    assert [r.reason for r in refused] == [
        r"there is no column 'Plot' or 'Bo\x1bdy', set as text, and none with a usual name (columns: plots, source)"
    ]


def test_columns_that_are_missing_in_a_guessed_encoding_name_it(write: WriteFiles) -> None:
    rows = "1;Der Anzeiger;The village near the dam was flooded before the week was over.\n" * 9
    folder = write({})
    (folder / "t.csv").write_bytes(("Nr;Zeitung;Ausführung\n" + rows).encode("cp1252"))
    for columns in ({}, {"text": ["Ausfuhrung"]}):
        _, refused = read_folder(folder, columns=columns)
        assert refused[0].reason.endswith(
            '; its encoding was guessed as cp1252: if that is wrong, say --encoding NAME, in Python encoding="NAME"'
        )
    used, refused = read_folder(folder, columns={"text": ["Ausführung"]})
    assert (len(used), refused) == (9, [])
    _, refused = read_folder(folder, encoding="cp1252")
    assert "guessed" not in refused[0].reason


def test_a_date_in_another_format_is_a_conflict_and_the_article_is_used(load: LoadFiles) -> None:
    rows = ["1,T,one,S,13/01/2024", "2,T,two,S,2024-02-30", "3,T,three,S,2024-03-04"]
    corpus = load({"t.csv": HEAD + "\n".join(rows)})
    assert corpus.articles["published"].isna().sum() == 2
    assert corpus.conflicts[["article_id", "found"]].values.tolist() == [["1", "13/01/2024"], ["2", "2024-02-30"]]
