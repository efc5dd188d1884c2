"""Runs of words at the ends of texts without lines, by hand."""

from __future__ import annotations

from analysis.corpus.cleaning.edge_runs import HEAD, INNER, TAIL, edge_runs, find_edge_runs
from analysis.corpus.cleaning.patterns import hash_texts


def hashes(*runs: str) -> frozenset[int]:
    return frozenset(hash_texts(list(runs)).tolist())


def test_runs_are_given_with_their_place() -> None:
    # Sixteen words, of which a quarter is at either end.
    text = "Aa bb cc dd. " + "ee ff gg hh ii jj kk ll " + "mm nn oo pp."
    found = list(edge_runs([text]))
    assert found[:2] == [(HEAD, "aa bb cc"), (HEAD, "bb cc dd")]
    assert [run for place, run in found if place == TAIL] == ["mm nn oo", "nn oo pp"]
    assert {run for place, run in found if place == INNER} == {
        "ee ff gg", "ff gg hh", "gg hh ii", "hh ii jj", "ii jj kk", "jj kk ll",
    }  # fmt: skip
    assert list(edge_runs(["Aa bb.", "cc dd."])) == []


def test_five_words_that_are_repeated_are_cut_where_a_sentence_may_begin() -> None:
    runs = hashes("send to a", "to a friend", "a friend print")
    for text, cut in [
        ("They left.Send to a friend Print", "Send to a friend Print"),
        ("They left. Send to a friend “Print”.", "Send to a friend “Print”."),
        ("They left (Send to a friend Print) again.", "(Send to a friend Print)"),
        ("They left. Send to a friend print it all", ""),
        # No more than four of the words, or none that begins a sentence before five of them.
        ("They left. Send to a friend", ""),
        ("They send to a friend print of it.", ""),
    ]:
        found = [text[begin:end] for _, begin, end in find_edge_runs([text], frozenset(), runs, frozenset())]
        assert found == [cut] * bool(cut)
    for text, cut in (("They left. Send to a friend", ["Send to a friend"]), ("They left. Send to a friend Brod", [])):
        assert [text[b:e] for _, b, e in find_edge_runs([text], frozenset(), runs, runs)] == cut


def test_what_is_far_from_the_end_stays() -> None:
    told, far = "Send to a friend now.", "They left. " * 60
    runs = hashes("send to a", "to a friend", "a friend now")
    for text, tails, heads in ((f"{told} {far}", runs, frozenset[int]()), (f"{far} {told}", frozenset[int](), runs)):
        assert list(find_edge_runs([text], heads, tails, runs)) == []
        assert len(list(find_edge_runs([text], tails, heads, runs))) == 1


def test_long_texts_take_no_time() -> None:
    for unit in ("(", "a ", "a.", "\"'", "A b c "):
        text = unit * (200_000 // len(unit))
        list(edge_runs([text]))
        list(find_edge_runs([text], hashes("a b c"), hashes("a a a"), hashes("a b c")))
