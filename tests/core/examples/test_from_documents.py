"""Definitions, headings, lists of terms, tables and questions of documents become examples whose
answers stand where they say."""

from contextlib import closing

import pytest

from core.events import Progress, finished
from core.examples.faq import asked_and_answered
from core.examples.from_documents import by_rules, drafted, of_notes
from core.examples.headings import title_of
from core.parsing.text_builder import TextBuilder
from core.types import ExampleOrigin
from tests.library_making import open_library, prepared

LEAVE = (
    "Employees receive twelve days of paid leave each year. Leave is asked for two weeks before "
    "it begins, and the head of the team agrees to it."
)
CHINESE_LEAVE = "员工每年享有十二天带薪年假，需提前两周提出申请，由部门主管批准。"


def built(fill, title=""):
    builder = TextBuilder("a")
    fill(builder)
    return builder.build("text", title)


def drafts_of(document, title=""):
    return list(drafted(document.text, document.marks, title))


def questions(document, title="", kind=""):
    return [each.question for each in drafts_of(document, title) if kind in ("", each.kind)]


def test_headings_with_their_paragraphs():
    def fill(builder):
        builder.heading("3.1 Annual leave", 2)
        builder.paragraph(LEAVE)
        builder.heading("Introduction", 2)
        builder.paragraph(LEAVE.replace("twelve", "thirteen"))
        builder.heading("How to ask for leave", 2)
        builder.paragraph("Send the form to the head of your team two weeks before you go away.")
        builder.heading("Overtime", 2)
        builder.paragraph("It is paid with the salary of the next month as soon as it is known.")

    document = built(fill)
    assert questions(document, "Staff Handbook") == [
        "What does “Staff Handbook” say about “Annual leave”?",
        "How do you ask for leave?",
    ]
    first = drafts_of(document, "Staff Handbook")[0]
    assert first.answer == LEAVE == document.text[first.start : first.end]


def test_headings_in_chinese_and_numbered_lines_of_plain_texts():
    def fill(builder):
        builder.paragraph("一、休假制度")
        builder.paragraph("1. 年假")
        builder.paragraph(f"年假是指带薪的休假。{CHINESE_LEAVE}")
        builder.paragraph("2. 病假")
        builder.paragraph(CHINESE_LEAVE.replace("年假", "病假"))
        builder.paragraph("3. 注意事项")
        builder.paragraph("但是以下情况除外，需要另外提出申请并由人事部门审核批准。")

    document = built(fill)
    assert questions(document, "员工手册2024") == [
        "什么是年假？",
        "《员工手册2024》是怎么讲“病假”的？",
    ]
    assert questions(document, "doc_17.txt")[1] == "关于“休假制度”，请说明“病假”。"


def test_cells_of_tables_by_row_and_column():
    def fill(builder):
        builder.caption("Table 3: Member states of the union")
        builder.table(
            [
                ["Country", "Capital", "Area (km2)", "Unit"],
                ["Austria", "Vienna", "83,879", "x"],
                ["Belgium", "Brussels", "30,689", "x"],
                ["Total", "", "114,568", ""],
            ]
        )

    document = built(fill)
    made = drafts_of(document)
    assert [(each.question, each.answer) for each in made] == [
        (
            "In “Member states of the union”, what is the capital of Austria?",
            "The capital of Austria is Vienna.",
        ),
        (
            "In “Member states of the union”, what is the area (km2) of Belgium?",
            "The area (km2) of Belgium is 30,689.",
        ),
    ]
    assert "Austria" in document.text[made[0].start : made[0].end]


@pytest.mark.parametrize(
    "rows",
    [
        [["Contact:", "Ada Ferris"], ["Phone:", "123"], ["City:", "Rome"]],
        [["Header 1", "Header 2"], ["Value 1", "Value 2"], ["Value 3", "Value 4"]],
        [["Id", "City"], ["1Ef7b82A4CAAD10", "Rome"], ["053d585Ab6b3159", "Oslo"]],
        [["2019", "2020"], ["a b", "c d"], ["e f", "g h"]],
        [["Name", "Paid"], ["Ada", "yes"], ["Ben", "no"]],
    ],
)
def test_forms_and_tables_that_say_nothing_are_left_alone(rows):
    assert drafts_of(built(lambda builder: builder.table(rows))) == []


def test_a_table_that_lies_on_its_side_is_asked_about_its_columns():
    rows = [
        ["Land", "France", "Germany"],
        ["Population", "67", "83"],
        ["Capital", "Paris", "Berlin"],
    ]
    made = questions(built(lambda builder: builder.table(rows)))
    assert made == ["What is the population of France?", "What is the capital of Germany?"]


def test_columns_that_are_no_things_are_quoted():
    def fill(builder):
        builder.caption("Who does what in the museum")
        builder.table([["Key", "Opens", "How you get it"], ["White", "Tower door", "From Ada"]])
        builder.caption("Who does what in the museum")
        builder.table([["Role", "In stock"], ["Ada", "Tower door"], ["Ben", "Boat shed"]])

    made = drafts_of(built(fill))
    assert [(each.question, each.answer) for each in made] == [
        (
            "In “Who does what in the museum”, what stands under “In stock” for Ada?",
            "For Ada, “In stock” says: Tower door.",
        ),
        (
            "In “Who does what in the museum”, what stands under “In stock” for Ben?",
            "For Ben, “In stock” says: Boat shed.",
        ),
    ]


def test_tables_in_chinese():
    rows = [["城市", "人口（万）", "负责人"], ["宁波", "961", "何立群"], ["成都", "2140", "陈蔓"]]
    made = drafts_of(built(lambda builder: builder.table(rows)))
    assert [(each.question, each.answer) for each in made] == [
        ("宁波的人口（万）是多少？", "宁波的人口（万）是961。"),
        ("成都的负责人是谁？", "成都的负责人是陈蔓。"),
    ]


def test_lists_of_terms():
    def fill(builder):
        builder.heading("Roles in the project", 1)
        builder.list_item("Owner: The person who decides what is built and in which order.")
        builder.list_item("Keeper: Looks after the machines and the backups of the whole team.")
        builder.list_item("Note: The keeper may also be an owner in a small project of few people.")
        builder.heading("关键组件", 1)
        builder.list_item("多头注意力(Multi-Head Attention)：将自注意力机制拆分至多个子空间。")
        builder.list_item("层归一化：避免训练中梯度消失或爆炸，让训练更稳定。")

    document = built(fill)
    assert questions(document, kind="glossary") == [
        "In “Roles in the project”, what is said of “Owner”?",
        "In “Roles in the project”, what is said of “Keeper”?",
        "什么是多头注意力（Multi-Head Attention）？",
        "在“关键组件”中，“层归一化”指的是什么？",
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Q: Where is it?\nA: In Rome.\n\nQ: When?\nA: Now.\nOr later.",
         [("Where is it?", "In Rome."), ("When?", "Now.\nOr later.")]),
        ("**Q1: Where?**\n\n**A:** Here.\n\nText.", [("Where?", "Here.")]),
        ("问：几点开门？\n答：八点。\n问题2：周末呢？\n回答：九点。",
         [("几点开门？", "八点。"), ("周末呢？", "九点。")]),
        ("Question: Where?\nAnswer: Here.", [("Where?", "Here.")]),
        ("What is a heliograph?\n\nA device that reflects sunlight with a mirror.\n\nNext.",
         [("What is a heliograph?", "A device that reflects sunlight with a mirror.")]),
        ("1.1 什么是大模型？\n\n大模型是参数很多的神经网络。\n",
         [("什么是大模型？", "大模型是参数很多的神经网络。")]),
        ("Q: Where?\nQ: When?\nA: Now.", [("When?", "Now.")]),
        ("What is it?\nWhere is it?\nWho knows?\n", []),
        ("Are you ready?\n\nThen begin with the first chapter of this book.", []),
        ("What for him doth remain?\n\nA feeling of deep wretchedness\nComes o’er his soul;\n"
         "The thoughts of home\nIn painful visions roll.", []),
        ("Why so?\n\n• Costs\n• Risks\n• Time", []),
    ],
)  # fmt: skip
def test_questions_with_their_answers(text, pairs):
    found = asked_and_answered(text)
    assert [(each.question, each.answer) for each in found] == pairs
    assert all(text[each.start : each.end] == each.answer for each in found)


def test_notes_of_a_person():
    notes = "# Staff\n\nQ: Who has the key?\nA: Ada has the key to the store room.\n\n" + (
        "A heliograph is a signalling device that reflects sunlight with a movable mirror."
    )
    made = of_notes(notes)
    assert [each.question for each in made] == ["Who has the key?", "What is a heliograph?"]
    assert {each.origin for each in made} == {ExampleOrigin.OWN}
    assert {each.source for each in made} == {None}
    assert of_notes("") == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Duck farming - Wikipedia", "Duck farming"),
        ("5.1 Hyper parameters of all", "Hyper parameters of all"),
        ("report_final.docx", ""),
        ("Untitled", ""),
        ("002_42a055cf8abf6307", ""),
        ("员工手册", "员工手册"),
    ],
)
def test_titles_that_a_question_may_name(title, shown):
    assert title_of(title) == shown


def test_a_library_gives_examples_spread_and_the_same_each_time(tmp_path):
    with closing(open_library(tmp_path / "l", create=True)) as library:
        for number in range(6):

            def fill(builder, number=number):
                for part in range(5):
                    builder.heading(f"Rule {'abcde'[part]} of house {number}", 2)
                    builder.paragraph(f"{LEAVE} This holds in house {number} for group {part}.")

            document = built(fill, f"The rules of house {number}")
            library.add([prepared(library, document.text, document.title, document=document)])
        documents = list(library.catalog.some(list(library.catalog.ids())))
        made = finished(by_rules(library, documents, 12))
        again = finished(by_rules(library, documents[::-1], 12))
        told = [each for each in by_rules(library, documents, 12) if isinstance(each, Progress)]
    assert len(made) == 12
    assert {each.question for each in made} == {each.question for each in again}
    sources = [each.source for each in made]
    assert sorted(sources.count(one) for one in sources) == [1] * 12
    assert {[each.document for each in sources].count(one.id) for one in documents} == {2}
    assert all(each.origin is ExampleOrigin.DOCUMENT for each in made)
    for each in made:
        assert each.answer == " ".join(each.source.quote.split())
    assert told[-1].done == told[-1].total == 6
