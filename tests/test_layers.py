"""What of a layer stands in some sentences."""

from dateline.layers import Timex, in_sentences

LAYER = [
    Timex(at, at + 1, sentence, "DATE", "en.month", None) for at, sentence in enumerate((0, 0, 2, 3, 3, 7))
]


def test_in_sentences() -> None:
    assert [t.start for t in in_sentences(LAYER, 0, 2)] == [0, 1, 2]
    assert [t.start for t in in_sentences(LAYER, 3, 3)] == [3, 4]
    assert not in_sentences(LAYER, 4, 6)
    assert not in_sentences(None, 0, 9)
