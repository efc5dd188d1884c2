"""CSV and TSV tables: every row used or refused with its line, nothing guessed, nothing shifted."""

from __future__ import annotations

import pytest
from corpus_files import LoadFiles, ReadFiles

from analysis.corpus import csv_table

HEAD = "id,title,text,source,date\n"


def test_a_row_is_a_record(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,A title,"Some text,\n""quoted"".",The Paper,2024-03-04\n'})
    (record,) = used
    assert refused == []
    assert (record.article_id, record.title, record.source, record.published) == (
        "1",
        "A title",
        "The Paper",
        "2024-03-04",
    )
    assert record.text == 'Some text,\n"quoted".'
    assert (record.path, record.line) == ("t.csv", 2)


def test_ids_and_words_stay_as_they_stand(read: ReadFiles) -> None:
    # pandas makes these 7.0, 100000.0 and missing values.
    rows = ["007,NA,null,nan,", "1e5,None,N/A,NaN,", "+1,-,=cmd,0x1F,"]
    used, _ = read({"t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.title, r.text, r.source) for r in used] == [
        ("007", "NA", "null", "nan"),
        ("1e5", "None", "N/A", "NaN"),
        ("+1", "-", "=cmd", "0x1F"),
    ]


def test_ragged_rows_are_refused_and_shift_nothing(read: ReadFiles) -> None:
    # A first row that is too wide turns pandas' columns into an index, silently (pandas issue 60672).
    rows = ["1,T,text one,S,,more", "2,T", "3,T,text three,S,", "4,T,text,four,S,2024-03-04"]
    used, refused = read({"t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.text, r.source) for r in used] == [("3", "text three", "S")]
    assert [(r.path, r.line, r.reason) for r in refused] == [
        ("t.csv", 2, "6 fields where the header has 5"),
        ("t.csv", 3, "2 fields where the header has 5"),
        ("t.csv", 5, "6 fields where the header has 5"),
    ]


def test_lines_are_counted_over_line_ends_within_fields(read: ReadFiles) -> None:
    rows = ['1,T,"one\r\n\r\ntwo",S,', "2,T", '3,T,"three\n",S,']
    used, refused = read({"t.csv": HEAD + "\r\n".join(rows)})
    assert [(r.line, r.text) for r in used] == [(2, "one\n\ntwo"), (6, "three")]
    assert [r.line for r in refused] == [5]


def test_empty_lines_are_no_records(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + "\n\n1,T,text,S,\n\n"})
    assert [r.line for r in used] == [4]
    assert refused == []


def test_an_unclosed_quotation_mark_loses_its_own_line_and_no_other(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,T,one,S,\n2,T,"two,S,\n3,T,three,S,\n4,T,"four\n\nmore",S,\n'})
    assert [(r.article_id, r.line) for r in used] == [("1", 2), ("3", 4), ("4", 5)]
    assert [(r.line, r.reason) for r in refused] == [(3, "not CSV: ',' expected after '\"'")]
    used, refused = read({"t.csv": HEAD + '1,T,one,S,\n2,T,"two,S,\n3,T,three,S,\n'})
    assert [(r.article_id, r.line) for r in used] == [("1", 2), ("3", 4)]
    assert [(r.line, r.reason) for r in refused] == [(3, "not CSV: a quotation mark is opened and not closed")]


def test_the_lines_of_a_broken_row_are_refused_one_by_one(read: ReadFiles) -> None:
    rows = ['1,T,"one\ntwo\n\nthree" x,S,', '2,T,"fine\n",S,']
    used, refused = read({"t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.line) for r in used] == [("2", 6)]
    assert [(r.line, r.reason) for r in refused] == [
        (2, "not CSV: ',' expected after '\"'"),
        (3, "1 field where the header has 5"),
        (5, "3 fields where the header has 5"),
    ]


def test_a_stray_quotation_mark_is_told_with_its_line(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,T,one,S,\n2,"T" x,two,S,\n'})
    assert len(used) == 1
    assert [(r.line, r.reason) for r in refused] == [(3, "not CSV: ',' expected after '\"'")]


def test_rows_that_never_end_cost_no_more_than_a_few_readings(read: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each line closes the quotation of the line before and opens one: from each, a row would go on to the end.
    monkeypatch.setattr(csv_table, "_PATIENCE", 10_000)
    lines = ['b",c,"d\n'] * 30_000
    used, refused = read({"t.csv": HEAD + "".join(lines) + "1,T,one,S,\n"})
    assert [(r.article_id, r.line) for r in used] == [("1", 30_002)]
    assert [r.line for r in refused] == list(range(2, 30_002))


def test_a_broken_header_is_one_refusal(read: ReadFiles) -> None:
    for head in ('id,"text\n1,abc\n', 'id,"te"xt\n1,abc\n'):
        used, refused = read({"t.csv": head})
        assert used == []
        assert [(r.path, r.line) for r in refused] == [("t.csv", 1)]
        assert refused[0].reason.startswith("the header row: not CSV: ")


def test_lines_longer_than_an_article_can_be_are_skipped(read: ReadFiles) -> None:
    long = "word " * 2_100_000
    rows = [f"1,T,{long},S,", "2,T,two,S,", f'3,T,"three\n{long}",S,', "4,T,four,S,"]
    used, refused = read({"t.csv": HEAD + "\n".join(rows) + "\n", "u.csv": f"id,text,source{long}\n1,one,S\n"})
    assert [(r.article_id, r.line) for r in used] == [("2", 3), ("4", 6)]
    assert [(r.path, r.line, r.reason) for r in refused] == [
        ("t.csv", 2, "longer than 10,000,000 characters"),
        ("t.csv", 4, "not CSV: a quotation mark is opened and not closed"),
        ("t.csv", 5, "longer than 10,000,000 characters"),
        ("u.csv", 1, "the header row: longer than 10,000,000 characters"),
    ]


def test_tables_without_rows_are_refused_by_name(read: ReadFiles) -> None:
    used, refused = read({"a.csv": "", "b.csv": HEAD, "c.csv": " \n", "d.tsv": ""})
    assert used == []
    assert [(r.path, r.reason[:16]) for r in refused] == [
        ("a.csv", "no records in it"),
        ("b.csv", "no records in it"),
        ("c.csv", "no column holds "),
        ("d.tsv", "no records in it"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_the_header_tells_the_separator(read: ReadFiles, separator: str, ending: str) -> None:
    head, row = ["id", "body", "outlet"], ["1", "one, two; three | four", "S"]
    row[1] = f'"{row[1]}"'
    used, refused = read({f"t.{ending}": f"{separator.join(head)}\n{separator.join(row)}\n"})
    assert refused == []
    assert [(r.article_id, r.text, r.source) for r in used] == [("1", "one, two; three | four", "S")]


def test_the_separator_that_gives_most_columns_is_taken(read: ReadFiles) -> None:
    used, _ = read({"t.csv": "text|source|a;b\none;two|S|c\n"})
    assert [(r.text, r.source) for r in used] == [("one;two", "S")]
    used, _ = read({"t.csv": "S;text;a,b\nS;one;c,d\n"}, columns={"source": "S"})
    assert [(r.text, r.source) for r in used] == [("one", "S")]


def test_other_separators_are_refused_with_the_header(read: ReadFiles) -> None:
    used, refused = read({"t.csv": "id^text^source\n1^one^S\n"})
    assert used == []
    assert "columns: id^text^source" in refused[0].reason


def test_a_table_without_a_header_is_told_as_such(read: ReadFiles) -> None:
    gkg = "\t".join(["20240304000000-0", "20240304000000", "1", "paper.example", *["TAX_X;"] * 23])
    events = "\t".join(["1160456789", "20240304", "202403", "2024", *["USA"] * 57])
    for table in (gkg, events):
        used, refused = read({"t.csv": f"{table}\n{table}\n"})
        assert used == []
        assert [r.reason for r in refused] == [
            "no header row, and codes instead of texts, as in the tables of GDELT: there are no articles in it"
        ]


def test_columns_without_a_name_are_no_columns(read: ReadFiles) -> None:
    # pandas writes its index so; a spreadsheet ends rows with separators.
    used, refused = read({"t.csv": ",text,source,,\n0,one,S,,\n"})
    assert refused == []
    assert [r.text for r in used] == ["one"]


def test_tabs_separate_by_the_ending_whatever_its_case(read: ReadFiles) -> None:
    table = 'id\ttext\tsource\n1\tone, "two", three\tS\n'
    used, refused = read({"a.tsv": table, "b.TSV": table.replace("1", "2")})
    assert refused == []
    assert [(r.article_id, r.text) for r in used] == [("1", 'one, "two", three'), ("2", 'one, "two", three')]


def test_missing_fields_are_refused_by_what_is_missing(read: ReadFiles) -> None:
    rows = ["1,T,,S,", "2,T,text,,", ",T,text,S,", "4,, — ,S,"]
    used, refused = read({"sub/t.csv": HEAD + "\n".join(rows)})
    assert [(r.article_id, r.line) for r in used] == [("sub/t/4", 4)]
    assert [(r.article_id, r.reason) for r in refused] == [("1", "no text"), ("2", "no source"), ("4", "no text")]


def test_a_copyright_line_is_a_source_where_no_column_says_one(read: ReadFiles) -> None:
    used, _ = read({"t.csv": 'text\n"They fled.\n\n© 2015 Leader Call. All Rights reserved."\n'})
    assert [(r.source, r.published) for r in used] == [("Leader Call", "")]


def test_a_field_longer_than_the_csv_module_allows_by_itself(read: ReadFiles) -> None:
    long = "word " * 60_000
    used, refused = read({"t.csv": f"text,source\n{long},S\n"})
    assert refused == []
    assert used[0].text == long.strip()


def test_windows_1252_tables_and_marks(read: ReadFiles) -> None:
    table = "text,source\n" + "".join(f"“It’s naïve,” she said of plan {i}\t– and went,S\n" for i in range(30)).replace(
        "naïve,", "naïve"
    )
    used, refused = read({"a.csv": table.encode("cp1252"), "b.csv": b"\xef\xbb\xbftext,source\none,S\n"})
    assert refused == []
    assert len(used) == 31
    assert used[4].text == "“It’s naïve” she said of plan 4\t– and went"


def test_nul_bytes_refuse_their_row(read: ReadFiles) -> None:
    used, refused = read({"t.csv": b"text,source\na\0b,S\nc,S\n"})
    assert [r.text for r in used] == ["c"]
    assert [(r.line, r.reason) for r in refused] == [(2, "it holds NUL bytes")]


def test_a_table_in_a_folder_has_its_source_from_there_if_it_has_no_column_of_sources(read: ReadFiles) -> None:
    used, refused = read(
        {
            "guardian/2024/a.csv": 'text\none\n"two\n\n© 2015 Leader Call. All Rights reserved."\n',
            "guardian/b.csv": "text,source\nthree,\n",
            "c.csv": "text\nfour\n",
        }
    )
    assert [(r.source, r.line) for r in used] == [("guardian", 2), ("Leader Call", 3)]
    assert [(r.path, r.line, r.reason) for r in refused] == [
        ("c.csv", 2, "no source"),
        ("guardian/b.csv", 2, "no source"),
    ]


def test_columns_of_other_names_are_asked_for(read: ReadFiles) -> None:
    table = {"t.csv": "text,Haus Organ,nr,when\n1,S,007,04/03/2024\n"}
    used, refused = read(table, columns={"source": "haus-organ", "id": "nr", "date": "when"}, date_format="%d/%m/%Y")
    assert refused == []
    assert [(r.article_id, r.source, r.published) for r in used] == [("007", "S", "2024-03-04")]
    used, refused = read(table, columns={"source": "Organ"})
    assert used == []
    assert [(r.line, r.reason) for r in refused] == [
        (1, "there is no column 'Organ', asked for as source (columns: text, Haus Organ, nr, when)")
    ]


def test_dates_of_another_form_are_read_and_none_guessed(read: ReadFiles) -> None:
    rows = ["1,T,one,S,13/01/2024", "2,T,two,S,01/02/2024", "3,T,three,S,2024-02-01", "4,T,four,S,32/01/2024"]
    used, _ = read({"t.csv": HEAD + "\n".join(rows)}, date_format="%d/%m/%Y")
    assert [(r.published, r.date_as_found) for r in used] == [
        ("2024-01-13", "13/01/2024"),
        ("2024-02-01", "01/02/2024"),
        ("", "2024-02-01"),
        ("", "32/01/2024"),
    ]


def test_an_unreadable_date_is_a_conflict_and_the_record_is_used(load: LoadFiles) -> None:
    rows = ["1,T,one,S,13/01/2024", "2,T,two,S,2024-02-30", "3,T,three,S,2024-03-04"]
    corpus = load({"t.csv": HEAD + "\n".join(rows)})
    assert corpus.articles["published"].isna().sum() == 2
    assert corpus.conflicts[["article_id", "kind", "found"]].values.tolist() == [
        ["1", "date not understood", "13/01/2024"],
        ["2", "date not understood", "2024-02-30"],
    ]
