"""CSV and TSV tables: every row used or refused with its line, nothing guessed, nothing shifted."""

from __future__ import annotations

from corpus_files import LoadFiles, ReadFiles

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


def test_an_unclosed_quotation_mark_keeps_the_rows_before_it(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,T,one,S,\n2,T,"two,S,\n3,T,three,S,\n'})
    assert [r.article_id for r in used] == ["1"]
    assert [(r.line, r.reason) for r in refused] == [
        (3, "not CSV from here to the end of the file: unexpected end of data")
    ]


def test_a_stray_quotation_mark_is_told_with_its_line(read: ReadFiles) -> None:
    used, refused = read({"t.csv": HEAD + '1,T,one,S,\n2,"T" x,two,S,\n'})
    assert len(used) == 1
    assert [r.line for r in refused] == [3]
    assert refused[0].reason.startswith("not CSV from here")


def test_a_broken_header_is_one_refusal(read: ReadFiles) -> None:
    for head in ('id,"text\n1,abc\n', 'id,"te"xt\n1,abc\n'):
        used, refused = read({"t.csv": head})
        assert used == []
        assert [(r.path, r.line) for r in refused] == [("t.csv", 1)]
        assert refused[0].reason.startswith("not CSV from here")


def test_tables_without_rows_are_refused_by_name(read: ReadFiles) -> None:
    used, refused = read({"a.csv": "", "b.csv": HEAD, "c.csv": " \n", "d.tsv": ""})
    assert used == []
    assert [(r.path, r.reason[:16]) for r in refused] == [
        ("a.csv", "no records in it"),
        ("b.csv", "no records in it"),
        ("c.csv", "no column holds "),
        ("d.tsv", "no records in it"),
    ]


def test_other_separators_are_refused_with_the_header(read: ReadFiles) -> None:
    used, refused = read({"t.csv": "id;text;source\n1;one;S\n"})
    assert used == []
    assert "columns: id;text;source" in refused[0].reason


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


def test_nul_bytes_refuse_the_file(read: ReadFiles) -> None:
    used, refused = read({"t.csv": b"text,source\na\0b,S\n"})
    assert used == []
    assert refused[0].reason == "it holds NUL bytes: not a text file"


def test_an_unreadable_date_is_a_conflict_and_the_record_is_used(load: LoadFiles) -> None:
    rows = ["1,T,one,S,13/01/2024", "2,T,two,S,2024-02-30", "3,T,three,S,2024-03-04"]
    corpus = load({"t.csv": HEAD + "\n".join(rows)})
    assert corpus.articles["published"].isna().sum() == 2
    assert corpus.conflicts[["article_id", "kind", "found"]].values.tolist() == [
        ["1", "not an ISO date", "13/01/2024"],
        ["2", "not an ISO date", "2024-02-30"],
    ]
