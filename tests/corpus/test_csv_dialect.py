r"""CSV tables as programs write them: separators, quotation marks, escapes, lines above the header, short rows."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from corpus_files import LoadFiles, ReadFiles, WriteFiles, lines_of, read_all

from analysis.corpus.readers.column_names import say_which

TEXTS = [
    'The mayor said "we will wait," and left.',
    "Two lines:\nhere, and there.",
    'One \\ stroke; "so".',
    "Plain words.",
]
TABLE = pd.DataFrame({"id": list("abcd"), "title": ["A", 'He said "no"', "C", "D"], "text": TEXTS, "source": ["S"] * 4})


def words_of(text: str) -> list[str]:
    return text.split()


def texts_of(read: ReadFiles, content: str | bytes, name: str = "t.csv", **settings: object) -> list[list[str]]:
    used, refused = read({name: content}, **settings)
    assert refused == []
    assert {row.source for row in used} == {"S"}
    return [words_of(row.text) for row in used]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("double", [True, False])
def test_what_pandas_writes_is_read_back(read: ReadFiles, separator: str, quoting: int, double: bool) -> None:
    escape = None if double else "\\"
    table = TABLE.to_csv(sep=separator, quoting=quoting, doublequote=double, escapechar=escape, index=False)
    assert texts_of(read, table) == list(map(words_of, TEXTS))


WRITTEN = {
    "the first line of Excel": ('sep=;\nid;text;source\n1;"One; two";S\n', ["One; two"]),
    "the first line of Excel, another mark": ("sep=^\nid^text^source\n1^One, two; three^S\n", ["One, two; three"]),
    "the first line of Excel and its mark": ('\ufeff"sep=|"\ntext|source\nOne, two|S\n', ["One, two"]),
    "a first line of Excel that is wrong": ("sep=;\ntext,source\nOne.,S\n", ["One."]),
    "the first line of Excel for tabs": ("sep=\\t\ntext\tsource\nOne, two\tS\n", ["One, two"]),
    "MySQL": ('"id","text","source"\n"1","One \\"2\\" \\\nthree \\\\ x","S"\n"2",\\N,"S"\n', ['One "2" three \\ x']),
    "Spark": ('id,text,source\n1,"C:\\Program and \\"two\\", three",S\n', ['C:\\Program and "two", three']),
    "escapes in letters": ('text,source\n"One \\"two\\"\\nthree\\tfour.",S\n', ['One "two" three four.']),
    "both ways in one file": ('text,source\n"a ""b"" c",S\n"d \\"e\\", f",S\n', ['a "b" c', 'd "e", f']),
    "blanks behind commas": ('id, text, source\n1, "One, two", S\n2, three, S\n', ["One, two", "three"]),
    "blanks behind commas and quoted names": ('"id", "text", "source"\n"1", "One, two", "S"\n', ["One, two"]),
    "empty fields at the end": ("text,source\nOne.,S,,,\nTwo.,S\nThree.,S,\n", ["One.", "Two.", "Three."]),
    "empty rows": ("text,source,\nOne.,S\n,,\n  \nTwo.,S\n\t\n", ["One.", "Two."]),
    "an index of pandas, and separators of a spreadsheet": (",text,source,,\n0,One.,S,,\n", ["One."]),
    "columns twice": ("key,text,key,source,KEY\na,One.,b,S,c\n", ["One."]),
    "R without a name for its row names": ('"text","source"\n"1","One, two","S"\n"2","3","S"\n', ["One, two", "3"]),
    "a title above": ("Articles on ferries\ntext,source\nOne.,S\n", ["One."]),
    "a note above with separators": (
        "Exported on 1 March 2021, by Jo\n\nQuery:,ferry OR boat\n\nid,date,title,text,source\n1,2021-03-01,T,One.,S\n",
        ["One."],
    ),
    "a title above from a spreadsheet": ("Articles;;;\n;;;\nNr;Text;Source;Date\n1;One.;S;2021-03-01\n", ["One."]),
    "a title above that is as wide": ("Results, of all, in 2021\nid,text,source\n1,One.,S\n", ["One."]),
    "single quotation marks": ("'id','text','source'\n'1','One, ''two''','S'\n", ["One, 'two'"]),
    "single quotation marks below bare names": (
        "label;text;source\nx;'One; ''two'' and \"three';S\ny;'Four';S\n", ["One; 'two' and \"three", "Four"]
    ),
    "a title with a quotation mark above": ('Query: "ferry\ntext,source,id\n"One, two",S,1\n', ["One, two"]),
    "quotation marks that are words, between tabs": (
        'id\ttext\tsource\n1\t"We will wait," she said.\tS\n2\tHe left "now".\tS\n3\tAnd "so".\tS\n',
        ['"We will wait," she said.', 'He left "now".', 'And "so".'],
    ),
    "quotation marks that open and close in other rows": (
        'text\tsource\n"We will wait.\tS\nHe will go."\tS\n', ['"We will wait.', 'He will go."']
    ),
    "a field of one mark, between bars": ('id|text|source\n1|5" snow|S\n2|"x|S\n', ['5" snow', '"x']),
    "COPY of PostgreSQL": (
        'id\ttext\tsource\tdate\n1\tOne "two"\\nthree\\tfour \\\\ five\tS\t\\N\n2\t"Six," he said.\tS\t\\N\n',
        ['One "two" three four \\ five', '"Six," he said.'],
    ),
    "mysql --batch": ("id\ttext\tsource\n1\tOne.\\nTwo.\tS\n2\tThree\tS\n", ["One. Two.", "Three"]),
    "OUTFILE of MySQL": ("id\ttext\tsource\n1\tOne \\\ntwo \\\tthree\tS\n2\tFour\tS\n", ["One two three", "Four"]),
    "a path between tabs": ("id\ttext\tsource\n1\tIn C:\\new\\Data files.\tS\n", ["In C:\\new\\Data files."]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_tables_are_read_as_they_were_meant(read: ReadFiles, name: str) -> None:
    table, texts = WRITTEN[name]
    used, refused = read({"t.csv": table})
    assert [words_of(row.text) for row in used] == list(map(words_of, texts))
    assert {row.source for row in used} == {"S"}
    assert [row.reason for row in refused] == (["no text"] if name == "MySQL" else [])
    assert {row.article_id for row in used} <= {"1", "2", "3", *(f"t/{i}" for i in range(9))}


def test_lines_are_counted_from_the_start_of_the_file(read: ReadFiles) -> None:
    used, refused = read(
        {"t.csv": 'Report\n\nid,text,source\n1,"One\ntwo",S\n2,,S\n', "u.csv": "sep=;\ntext;source\na;S\n"}
    )
    assert [(row.path, row.line) for row in used] == [("t.csv", 4), ("u.csv", 3)]
    assert lines_of(refused) == [("t.csv", 6, "no text")]


def test_a_row_that_is_as_wide_as_the_first_is_no_header(read: ReadFiles) -> None:
    # The column of texts is "plot"; "article" and "date" are words of a row.
    used, refused = read({"t.csv": "nr,plot,kind,when\n1,Long words.,article,date\n2,More words.,article,date\n"})
    assert used == []
    assert [row.reason for row in refused] == [
        f"no column holds the text (columns: nr, plot, kind, when): {say_which('text')}"
    ]


def test_rows_may_end_early_where_nothing_is_cut(read: ReadFiles, write: WriteFiles) -> None:
    rows = "id,source,text,label,date\n1,S,One.,x,2021-03-01\n2,S,Two.,x\n3,S,Three.\n4,S,Four.,x,2021-03-01\n"
    used, refused, (file,) = read_all(write({"t.csv": rows}))
    assert [(row.text, row.label, row.published) for row in used] == [
        ("One.", "x", "2021-03-01"), ("Two.", "x", ""), ("Three.", "", ""), ("Four.", "x", "2021-03-01"),
    ]  # fmt: skip
    assert refused == []
    assert file.understood_as.startswith("rows that end early: 2; first row: id=1, ")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        # A line end within a text that is not quoted: both halves are refused.
        ("1,S,One,x,\n2,S,Half of a text\nand the rest of it,x,\n3,S,Three,x,\n", [3, 4]),
        # Another row is too wide: the commas of a text are not quoted.
        ("1,S,One,x,\n2,S,Two\n3,S,Three, four,x,,more\n", [3, 4]),
        # The file may have been cut off.
        ("1,S,One,x,\n2,S,Half of a te", [3]),
        # The source is missing.
        ("1,S,One,x,\n2\n", [3]),
    ],
)
def test_a_row_that_may_be_cut_is_refused(read: ReadFiles, rows: str, lines: list[int]) -> None:
    _, refused = read({"t.csv": "id,source,text,label,date\n" + rows})
    assert [row.line for row in refused] == lines
    assert all("where the header has 5" in row.reason for row in refused)


LONG = "word " * 99
DOUBTFUL = {
    "text,source\nOne.,S\n": "",
    "sep=;\ntext;source\nOne.;S\n": "",
    '"text";"source"\n"One ""two"".";"S"\n': "",
    'text,source\n"One \\"two\\", 3.",S\n': 'separator comma, escape \\; first row: text=One "two", 3., source=S',
    'text\tsource\n"One," two.\tS\n': 'separator tab, no quotation marks; first row: text="One," two., source=S',
    "'text','source'\n'One.','S'\n": "separator comma, quotation mark '; first row: text=One., source=S",
    "Report\n\ntext,source\nOne.,S\n": "lines above the header: 2; first row: text=One., source=S",
    "text|source|a;text;b\nOne.|S|c;d;e\n": "separator bar; first row: text=One., source=S",
    f"Report\ntext,source\n{LONG},S\n": f"lines above the header: 1; first row: text={LONG[:39]}…, source=S",
}


@pytest.mark.parametrize("table", DOUBTFUL)
def test_a_doubtful_form_is_told_with_its_first_row(write: WriteFiles, table: str) -> None:
    _, refused, (file,) = read_all(write({"t.csv": table}))
    assert (refused, file.understood_as) == ([], DOUBTFUL[table])


@pytest.mark.parametrize("start", ["", '"",'])
def test_na_without_quotation_marks_is_missing_where_r_quotes_texts(read: ReadFiles, start: str) -> None:
    head = f'{start}"id","title","text","source"\n'
    number = '"1",' if start else ""
    rows = [
        f'{number}"a",NA,"One.","S"',
        f'{number}"b","T",NA,"S"',
        f'{number}"c","NA","NA","NA"',
        f'{number}"d","T","Two.",NA',
    ]
    rows.append(f'{number}"e","T","Not NA,NA,NA.\nNA","S"')
    used, refused = read({"t.csv": head + "\n".join(rows) + "\n"})
    assert [(row.article_id, row.title, row.text, row.source) for row in used] == [
        ("a", "", "One.", "S"),
        ("c", "NA", "NA", "NA"),
        ("e", "T", "Not NA,NA,NA.\nNA", "S"),
    ]
    assert [(row.article_id, row.reason) for row in refused] == [("b", "no text"), ("d", "no source")]


@pytest.mark.parametrize("mark", ["NA", "NaN", "nan", "NULL", "None", "\\N", '"NULL"', '"nan"'])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_text_that_is_a_mark_for_nothing_is_missing(read: ReadFiles, mark: str, separator: str) -> None:
    rows = [["id", "text", "source"], ["1", mark, "S"], ["2", "The NA of it, NULL and nan.".replace(",", ""), "S"]]
    used, refused = read({"t.csv": "".join(separator.join(row) + "\n" for row in rows)})
    assert [row.text for row in used] == ["The NA of it NULL and nan."]
    assert [(row.line, row.reason) for row in refused] == [(2, "no text")]


SET = {
    "quote none": ('text,source\n"One" he said.,S\n', {"quote": "none"}, '"One" he said.'),
    "quote '": ("text,source\n'One, ''two''',S\n", {"quote": "'"}, "One, 'two'"),
    "escape": ('text,source\n"One ^"two^", three",S\n', {"escape": "^"}, 'One "two", three'),
    "escape none": ('text,source\n"ends with \\",S\n', {"escape": "none"}, "ends with \\"),
    "separator": ("text~source~a,b,c\nOne,two~S~\n", {"separator": "~"}, "One,two"),
    "separator tab": ("text\tsource\tx,y,z\nOne,two\tS\t\n", {"separator": "tab"}, "One,two"),
}


@pytest.mark.parametrize("name", SET)
def test_what_cannot_be_known_is_set(read: ReadFiles, name: str) -> None:
    table, given, text = SET[name]
    used, refused = read({"t.csv": table}, csv=given)
    assert refused == []
    assert [(row.text, row.source) for row in used] == [(text, "S")]


def test_settings_of_a_folder_are_obeyed(load: LoadFiles) -> None:
    corpus = load({"corpus.yml": "csv: {separator: '~', quote: none}\n", "t.csv": 'text~source\n"One" he said~S\n'})
    assert corpus.articles["source"].tolist() == ["S"]


def test_one_damaged_row_among_many_leaves_the_form(read: ReadFiles) -> None:
    rows = [f'{i}\t"Words {i}," he said.\tS\n' for i in range(40)]
    used, refused = read({"t.tsv": "".join(["id\ttext\tsource\n", *rows[:9], "cut\n", *rows[9:]])})
    assert [row.article_id for row in used] == [str(i) for i in range(40)]
    assert lines_of(refused) == [("t.tsv", 11, "1 field where the header has 3")]


def test_a_lost_quotation_mark_says_what_to_set(read: ReadFiles) -> None:
    _, refused = read({"t.csv": 'text,source\n"One" he said, and left,S\n'})
    assert "csv: {quote: none}" in refused[0].reason


@pytest.mark.parametrize("ending", ["csv", "txt", "tsv", "tab"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
def test_unicode_text_of_excel(read: ReadFiles, encoding: str, ending: str) -> None:
    table = TABLE.to_csv(sep="\t", index=False, lineterminator="\r\n").replace("Plain words", "Plain “words” – été")
    expected = [*map(words_of, TEXTS[:3]), words_of("Plain “words” – été.")]
    assert texts_of(read, table.encode(encoding), f"t.{ending}") == expected


def test_a_text_file_with_tabs_stays_an_article(read: ReadFiles) -> None:
    story = "Title\tand text\n\nThe ferry\twas late.\n"
    columns = "text\tsource\nThis is not a table, as its lines have no tabs.\nNone.\n"
    used, refused = read({"S/a.txt": story, "S/b.txt": columns, "S/c.txt": "title\tdate\nOne\t2021-03-01\n"})
    assert refused == []
    assert [row.title for row in used] == ["Title and text", "text source", "title date"]


def test_long_hostile_lines_take_no_time(read: ReadFiles) -> None:
    size = 300_000
    for body in ('"' * size, "\\" * size, ",NA" * (size // 3), "\\n" * size, '"\\' * size, '""' * size, ', "' * size):
        for separator in (",", "\t"):
            used, refused = read({"t.csv": f"text{separator}source\n{body}{separator}S\n"})
            assert len(used) + len(refused) == 1
