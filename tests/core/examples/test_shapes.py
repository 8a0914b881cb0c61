"""Examples in every shape in which they are handed round, in English and Chinese."""

import pytest

from core.examples.problems import Trouble
from core.examples.shapes import Said, field_of, read

TALK = [
    {"role": "system", "content": "Be short."},
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": "Hello."},
    {"role": "user", "content": "Where?"},
    {"role": "assistant", "content": "Here."},
]
SHARED = [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello."}]
FIRST = Said("Hi", "Hello.", "Be short.")
SECOND = Said("Where?", "Here.", "Be short.", turns=(("Hi", "Hello."),))


@pytest.mark.parametrize(
    ("entry", "shape", "said"),
    [
        (
            {"instruction": "Add.", "input": "1 2", "output": "3"},
            "alpaca",
            Said("Add.\n\n1 2", "3"),
        ),
        ({"instruction": "Say hi.", "input": "", "output": "hi"}, "alpaca", Said("Say hi.", "hi")),
        (
            {"instruction": "x", "output": "y", "history": [["a", "b"]], "system": "s"},
            "alpaca",
            Said("x", "y", "s", turns=(("a", "b"),)),
        ),
        ({"指令": "翻译", "输入": "猫", "输出": "cat"}, "alpaca", Said("翻译\n\n猫", "cat")),
        ({"Question": "Where?", "Answer": "Here."}, "table", Said("Where?", "Here.")),
        ({"提问": "哪里？", "回答": "这里。"}, "table", Said("哪里？", "这里。")),
        ({" 问题： ": "哪里？", "标准答案": "这里。"}, "table", Said("哪里？", "这里。")),
        ({"問題": "哪裡？", "答案": "這裡。"}, "table", Said("哪裡？", "這裡。")),
        ({"prompt": "Where?", "completion": "Here."}, "table", Said("Where?", "Here.")),
        ({"input": "Where?", "output": "Here."}, "table", Said("Where?", "Here.")),
        ({"q": "Where?", "a": "Here.", "id": 4, "text": "x"}, "table", Said("Where?", "Here.")),
        (
            {"question": "Where?", "answers": {"text": ["Here"], "answer_start": [3]}},
            "table",
            Said("Where?", "Here"),
        ),
        (
            {"prompt": "Where?", "chosen": "Here.", "rejected": "There."},
            "pairs",
            Said("Where?", "Here.", rejected="There."),
        ),
        (
            {"问题": "哪里？", "更好": "这里。", "较差": "那里。"},
            "pairs",
            Said("哪里？", "这里。", rejected="那里。"),
        ),
        (
            {"chosen": TALK, "rejected": [*TALK[:-1], {"role": "assistant", "content": "There."}]},
            "pairs",
            SECOND._replace(rejected="There."),
        ),
        (
            {
                "prompt": [{"role": "user", "content": "Hi"}],
                "chosen": [{"role": "assistant", "content": "Hello."}],
                "rejected": [{"role": "assistant", "content": "What?"}],
            },
            "pairs",
            Said("Hi", "Hello.", rejected="What?"),
        ),
        (
            {
                "chosen": "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: Where?\n\nAssistant: Here.",
                "rejected": "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: Where?\n\nAssistant: No.",
            },
            "pairs",
            Said("Where?", "Here.", rejected="No.", turns=(("Hi", "Hello."),)),
        ),
        ({"messages": TALK, "rejected": "No."}, "messages", SECOND._replace(rejected="No.")),
        ({"messages": TALK, "learn": "last"}, "messages", SECOND),
        ({"messages": TALK[:-1], "answer": "Here."}, "messages", SECOND),
        ({"conversations": SHARED, "system": "s"}, "sharegpt", Said("Hi", "Hello.", "s")),
        (
            {"对话": '[{"role": "用户", "content": "在？"}, {"role": "助手", "content": "在。"}]'},
            "messages",
            Said("在？", "在。"),
        ),
        (SHARED, "sharegpt", Said("Hi", "Hello.")),
        (
            {
                "conversations": [*SHARED, {"from": "human", "value": "Where?"}],
                "chosen": {"from": "gpt", "value": "Here."},
                "rejected": {"from": "gpt", "value": "No."},
            },
            "pairs",
            Said("Where?", "Here.", rejected="No.", turns=(("Hi", "Hello."),)),
        ),
        (
            {"conversation": [{"human": "在？", "assistant": "在。"}]},
            "messages",
            Said("在？", "在。"),
        ),
        ({"kind": "x", "input": "Where?", "target": "Here."}, "table", Said("Where?", "Here.")),
        (
            {"instruction": "Who?", "context": "Ada did it.", "response": "Ada."},
            "alpaca",
            Said("Who?\n\nAda did it.", "Ada."),
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, TALK[2]]},
            "messages",
            Said("Hi", "Hello."),
        ),
    ],
)
def test_a_shape_is_recognised(entry, shape, said):
    assert read(entry, 1) == (shape, [said])


def test_each_answer_of_a_conversation_is_an_example_with_what_was_said_before():
    assert read({"messages": TALK}, 1) == ("messages", [FIRST, SECOND])
    # A question that was not answered ends it.
    assert read({"messages": TALK[:-1]}, 1) == ("messages", [FIRST])


def test_long_conversations_keep_what_was_said_last():
    talk = [
        {"role": role, "content": f"{role} {at}"} for at in range(30) for role in ("user", "gpt")
    ]
    said = read(talk, 1)[1]
    assert len(said) == 30
    assert [turn[0] for turn in said[-1].turns] == [f"user {at}" for at in range(21, 29)]


@pytest.mark.parametrize(
    ("name", "field"),
    [("QUESTION ", "question"), ("user_prompt", "question"), ("回复", "answer"), ("City", "")],
)
def test_names_of_columns_are_known_however_they_are_written(name, field):
    assert field_of(name) == field


def test_what_is_wrong_knows_its_row():
    with pytest.raises(Trouble) as wrong:
        read({"text": "x"}, 17)
    assert wrong.value.row == 17
    assert wrong.value.told("a.jsonl").sentence.startswith("“a.jsonl”, row 17: ")
