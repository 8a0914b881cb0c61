"""A sentence is supported when the document says it, at that place."""

import pytest

from core.generation.verification import is_supported, verify
from core.types import AnswerSentence, Citation, Support

TEXT = "全年净利润为\n1860 万元，比上年增长 12.7%。"


def judged(text: str, quote: str = TEXT, document: str = TEXT) -> Support:
    citation = Citation("d", "T", 1, 0, len(quote), quote)
    sentence = AnswerSentence(text, Support.UNCHECKED, (citation,))
    (found,) = verify([sentence], lambda id, start, end: document[start:end])
    return found.support


def test_a_quote_is_supported_whatever_its_line_ends():
    assert judged("全年净利润为 1860 万元，比上年增长 12.7%。") is Support.SUPPORTED


def test_a_quote_that_the_document_does_not_hold_there_is_not():
    assert judged(TEXT, document="别的文字" * 20) is Support.UNSUPPORTED


def test_without_a_citation_nothing_is_supported():
    (found,) = verify([AnswerSentence("x", Support.UNCHECKED)], lambda *_: "")
    assert found.support is Support.UNSUPPORTED


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("The profit rose to 1,860 pounds in 2025.", True),
        ("The profit rose to 1,960 pounds in 2025.", False),
        ("The profit of Harbour Ltd rose to 1860 pounds.", True),
        ("The profit of Mountain Ltd rose to 1860 pounds.", False),
        ("Bananas are yellow and sweet.", False),
        ("", False),
    ],
)
def test_other_words_need_the_same_terms_numbers_and_names(text, supported):
    source = "In 2025 the profit of Harbour Ltd rose by a tenth, to 1860 pounds."
    assert is_supported(text, [source]) is supported


def test_each_line_of_a_row_and_its_header_may_stand_elsewhere():
    assert is_supported("品名 | 单价\n铅笔 | 0.8", ["铅笔 | 0.8", "品名 | 单价"])
    assert not is_supported("品名 | 单价\n铅笔 | 0.9", ["铅笔 | 0.8", "品名 | 单价"])


def test_another_language_stays_unchecked_where_its_numbers_are_right():
    source = "The lighthouse of Saltby was built in 1874 by John Reed."
    assert judged("灯塔由约翰·里德建于1874年。", source, source) is Support.UNCHECKED
    assert judged("灯塔由约翰·里德建于1847年。", source, source) is Support.UNSUPPORTED
    assert judged("The lighthouse was built in 1874.", source, source) is Support.SUPPORTED
