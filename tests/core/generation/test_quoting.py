"""The writer that quotes: the right sentences, to the letter, or none."""

from core.generation.candidates import Shape, candidates
from core.generation.choosing import Judgement
from core.generation.quoting import QuotingWriter
from core.parsing.text_builder import TextBuilder
from core.types import Passage, TextSlice


def passage(text: str, title: str = "", document: str = "d", heading: str = "", start: int = 0):
    return Passage(
        start, document, title, 1, start, start + len(text), text, heading, 1.0, ("keyword",)
    )


def answer(question: str, *passages: Passage, writer: QuotingWriter | None = None):
    writing = (writer or QuotingWriter()).write(question, passages)
    told = ""
    try:
        while True:
            told += next(writing).text
    except StopIteration as end:
        for sentence in end.value:
            assert sentence.text in told
        return list(end.value)


REPORT = passage(
    "公司成立于 2009 年，总部设在宁波市。全年净利润为 1860 万元。"
    "研发投入增加，原因是新建了实验室。",
    "青禾年度报告",
)
MUSEUM = passage(
    "The museum looks after the old lighthouse. The lighthouse was built in 1874 by Ellen Marsh. "
    "It has 132 steps. Dogs are welcome in the garden.",
    "Handbook",
    "m",
)


def test_the_sentence_that_answers_is_quoted_to_the_letter():
    (sentence,) = answer("净利润是多少？", REPORT)
    (citation,) = sentence.citations
    assert sentence.text == "全年净利润为 1860 万元。"
    assert REPORT.text[citation.start : citation.end] == citation.quote == sentence.text


def test_english_and_chinese_each_find_theirs():
    assert "1874" in answer("When was the lighthouse built?", REPORT, MUSEUM)[0].text
    assert "实验室" in answer("为什么研发投入增加？", MUSEUM, REPORT)[0].text


def test_nothing_is_quoted_when_nothing_fits():
    assert answer("What is the capital of Peru?", MUSEUM) == []
    assert answer("今天天气怎么样？", REPORT) == []
    assert answer("anything") == []


def test_an_opening_pronoun_brings_the_sentence_it_points_to():
    (sentence,) = answer("How many steps are there?", MUSEUM)
    assert sentence.text.startswith("The lighthouse was built")
    assert sentence.text.endswith("132 steps.")


def test_lines_of_the_page_are_joined_for_reading_and_kept_in_the_quote():
    broken = passage("全年净利润为\n1860 万元", "报告")
    whole = passage("本公司全年净利\n润为 1860 万元。", "报告")
    for one in (broken, whole):
        for sentence in answer("净利润是多少？", one):
            assert "\n" not in sentence.text
            assert sentence.citations[0].quote in one.text


def test_documents_that_differ_are_both_heard():
    one = passage("The annual fee is 40 pounds.", "Rules 2024", "a")
    other = passage("The annual fee is 55 pounds for members from abroad.", "Rules 2025", "b")
    found = answer("How much is the annual fee?", one, other)
    assert {sentence.citations[0].document for sentence in found} == {"a", "b"}


def test_the_same_sentence_is_not_quoted_twice():
    one = passage("The annual fee is 40 pounds.", "Rules", "a")
    other = passage("The annual fee is 40 pounds.", "Rules, copy", "b")
    assert len(answer("How much is the annual fee?", one, other)) == 1


def test_what_a_chosen_sentence_names_is_followed():
    film = passage("The director of the film Night Bell is Ada Quill.", "Night Bell", "a")
    person = passage("She was born in Saltby in 1931.", "Ada Quill", "b")
    other = passage("Saltby has a small harbour.", "Saltby", "c")
    found = answer("Where was the director of Night Bell born?", film, person, other)
    assert any("born in Saltby" in sentence.text for sentence in found)


def test_a_list_is_quoted_with_its_lead_in():
    text = "If the alarm rings, do this:\n\n• Open the doors.\n• Lead people out.\n\nKeep calm."
    (sentence,) = answer("What to do if the alarm rings?", passage(text))
    assert sentence.text.splitlines() == [
        "If the alarm rings, do this:",
        "• Open the doors.",
        "• Lead people out.",
    ]


def built(*, heading: str = "", rows: list[list[str]] | None = None, text: str = ""):
    """A document with marks, as a passage and a way to look at its marks."""
    builder = TextBuilder("a.txt")
    if heading:
        builder.heading(heading)
    if rows:
        builder.table(rows)
    if text:
        builder.paragraph(text)
    document = builder.build("text")

    def slice_of(id: str, start: int, end: int) -> TextSlice:
        marks = tuple(mark for mark in document.marks if mark.start < end and start < mark.end)
        return TextSlice(id, 0, len(document.text), document.text, marks, len(document.text))

    return passage(document.text), slice_of


def test_a_row_is_quoted_with_the_header_of_its_table():
    rows = [["品名", "单价（元）"], ["线圈本", "6.5"], ["铅笔", "0.8"]]
    one, slice_of = built(heading="价格表", rows=rows)
    sentence = answer("铅笔的单价是多少？", one, writer=QuotingWriter(slice_of=slice_of))[0]
    assert sentence.text == "品名 | 单价（元）\n铅笔 | 0.8"
    assert [citation.quote for citation in sentence.citations] == [
        "铅笔 | 0.8",
        "品名 | 单价（元）",
    ]


def test_a_heading_tells_what_is_below_and_is_not_an_answer():
    one, slice_of = built(heading="Opening hours", text="From ten to five, except on Mondays.")
    found = answer("What are the opening hours?", one, writer=QuotingWriter(slice_of=slice_of))
    assert [sentence.text for sentence in found] == ["From ten to five, except on Mondays."]


def test_an_answer_has_an_end():
    text = " ".join(f"The river {name} flows through Saltby county." for name in "ABCDEFGHIJ")
    found = answer("Which river flows through Saltby county?", passage(text))
    assert 1 <= len(found) <= Judgement().most


def test_questions_in_the_documents_are_not_answers():
    found = candidates([passage("How old is it? It is very old.")])
    assert [one.text for one in found] == ["It is very old."]
    assert found[0].shape is Shape.SENTENCE


def test_a_line_that_only_repeats_the_question_is_not_an_answer():
    letter = passage(
        "The cases come in March.\nKind regards\nMarian Oakes\nMarian Oakes makes cases."
    )
    found = answer("Who is Marian Oakes?", letter)
    assert found[0].text == "Marian Oakes makes cases."


def test_an_item_of_a_list_comes_without_its_bullet():
    text = "Tools stand here\n• The long ladder is in the boat shed.\n• Petrol is never stored."
    (sentence,) = answer("Where is the long ladder?", passage(text))
    assert sentence.text == sentence.citations[0].quote == "The long ladder is in the boat shed."


def test_a_branch_is_found_by_a_name_that_holds_grammar():
    one = passage("公司在宁波和成都各有一家分店。成都分店负责卖茶叶，宁波分店负责卖瓷器。", "简介")
    found = answer("成都分店卖什么？", one)
    assert "成都分店负责卖茶叶" in found[0].text


def test_a_number_in_words_asks_for_one_in_digits():
    one = passage("以下3种办法可以保存茶叶：\n1. 冷藏\n2. 密封\n3. 避光\n", "手册")
    other = passage("茶叶的办法很多，五天内喝完最好。", "杂谈", "b")
    found = answer("保存茶叶有哪三种办法？", one, other)
    assert found[0].text.splitlines() == [
        "以下3种办法可以保存茶叶：",
        "1. 冷藏",
        "2. 密封",
        "3. 避光",
    ]


def test_a_lead_in_comes_with_the_heads_of_its_list():
    text = (
        "There are three ways to tie the boat:\n1. Bow line\nThe bow line holds the front.\n"
        "2. Stern line\nThe stern line holds the back.\n3. Spring line\nIt stops drifting.\n"
    )
    one = passage(text)
    found = answer("What three ways are there to tie the boat?", one)[0]
    assert found.text.splitlines() == [
        "There are three ways to tie the boat:",
        "1. Bow line",
        "2. Stern line",
        "3. Spring line",
    ]
    assert len(found.citations) == 4
    for citation in found.citations:
        assert text[citation.start : citation.end] == citation.quote


def test_an_item_is_known_by_the_item_over_it():
    one = passage(
        "1. Oak boards\n• Drawback: they are heavy.\n"
        "2. Pine boards\n• Drawback: they dent easily.\n"
    )
    found = answer("What is the drawback of pine boards?", one)
    assert found[0].text == "Drawback: they dent easily."


def test_a_year_that_the_documents_do_not_speak_of_is_not_answered():
    one = passage("In 2024 the net profit of the shop was 40 pounds.", "Report 2024")
    other = passage("The hall was painted in 2021.", "Hall", "b")
    assert answer("What was the net profit of the shop in 2024?", one, other)
    assert answer("What was the net profit of the shop in 2021?", one, other) == []
    assert answer("What was the net profit of the shop in 1999?", one, other) == []


def test_a_name_that_the_documents_do_not_know_is_not_answered():
    one = passage("The director of the film Night Bell was born in Saltby in 1931.", "Night Bell")
    assert answer("Where was the director of the film Night Bell born?", one)
    assert answer("Where was the director of the film Amber Coast born?", one) == []


def test_an_item_alone_comes_without_its_number():
    text = "Rules of the hall\n1. Shoes are left at the door.\n2. Bikes are locked outside."
    (sentence,) = answer("Where are the bikes locked?", passage(text))
    assert sentence.text == sentence.citations[0].quote == "Bikes are locked outside."


def test_a_name_with_its_address_says_nothing_about_it():
    letter = passage(
        "From: Ada Quill <ada@quill.example>\nTo: Ben Rowe <ben@rowe.example>\n\n"
        "Ada Quill builds boats in Saltby."
    )
    found = answer("Who is Ada Quill?", letter)
    assert [sentence.text for sentence in found] == ["Ada Quill builds boats in Saltby."]
