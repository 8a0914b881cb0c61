"""Citations know their page and their place, and a stopped answer gets its citations back."""

from core.generation.citations import cite, placed, readable, recovered
from core.types import AnswerSentence, Mark, MarkKind, Passage, Rectangle, Support, TextSlice

TEXT = "First sheet. Sum is 12.\nSecond sheet. Sum is 40."
PASSAGE = Passage(1, "d", "T", 4, 10, 10 + len(TEXT), TEXT, "", 1.0, ())
SECOND = 10 + TEXT.index("Second")


def slice_of(document: str, start: int, end: int) -> TextSlice:
    marks = (Mark(MarkKind.PAGE, 0, SECOND), Mark(MarkKind.PAGE, SECOND, 10 + len(TEXT)))
    return TextSlice(document, start, end, "", marks, 99)


def sentence(start: int, end: int) -> AnswerSentence:
    citation = cite(PASSAGE, start, end)
    return AnswerSentence(citation.quote, Support.UNCHECKED, (citation,))


def test_the_page_is_that_of_the_quote_and_not_of_the_passage():
    one, other = placed(
        [sentence(10, 22), sentence(SECOND, SECOND + 13)], [PASSAGE], slice_of, lambda *_: ()
    )
    assert one.citations[0].page == 4
    assert other.citations[0].page == 5
    assert other.citations[0].quote == "Second sheet."


def test_rectangles_say_the_page_where_there_are_any():
    where = (Rectangle(7, 1, 2, 3, 4),)
    (one,) = placed([sentence(10, 22)], [PASSAGE], slice_of, lambda *_: where)
    assert (one.citations[0].page, one.citations[0].rectangles) == (7, where)


def test_line_ends_vanish_between_chinese_characters_only():
    assert readable("净利\n润为 1860 万\n元") == "净利润为 1860 万元"
    assert readable("the old\nlighthouse") == "the old lighthouse"


def test_a_stopped_answer_is_cited_from_where_its_words_stand():
    (one, other) = recovered(["First sheet.", "\nSecond  sheet."], [PASSAGE])
    assert one.citations[0].start == 10
    assert other.citations[0].quote == "Second sheet."
    (unknown,) = recovered(["Never written."], [PASSAGE])
    assert unknown.citations == ()
