"""Which messages an example is made of, and the bytes that each token of a tokenizer stands for."""

import pytest

from core.training.words import FolderWords, GgufWords, messages_of, piece_of
from core.types import Example, ExampleOrigin
from tests.tiny_llama import END, random_model

TALK = Example(0, "And then?", "Closed.", ExampleOrigin.OWN, "Be short.", turns=(("Hi", "Hello."),))


def test_an_example_is_its_instruction_earlier_turns_and_question():
    assert messages_of(TALK) == [
        ("system", "Be short."),
        ("user", "Hi"),
        ("assistant", "Hello."),
        ("user", "And then?"),
    ]


@pytest.mark.parametrize(
    ("token", "mark", "spelled"),
    [
        ("Ġhello", False, b" hello"),
        ("Ċ", False, b"\n"),
        ("ä½ł", False, "你".encode()),
        ("ä½", False, "你".encode()[:2]),
        ("▁hello", False, b" hello"),
        ("▁你好", False, " 你好".encode()),
        ("<0x0A>", False, b"\n"),
        (END, True, END.encode()),
    ],
)
def test_bytes_of_a_token(token, mark, spelled):
    assert piece_of(token, mark) == spelled


def test_pieces_of_a_file_spell_what_was_said():
    words = GgufWords(random_model().gguf("q8_0"))
    tokens = words.prompt(messages_of(TALK)) + words.answer("晚上十点。😀")
    spelled = b"".join(words.pieces(tokens)).decode()
    assert spelled.endswith(f"<|im_start|>assistant\n晚上十点。😀{END}")
    assert "Be short." in spelled


@pytest.mark.slow
def test_pieces_of_a_folder_are_those_of_its_file():
    tiny = random_model()
    file, folder = GgufWords(tiny.gguf("q8_0")), FolderWords(tiny.folder)
    tokens = file.prompt(messages_of(TALK)) + file.answer("晚上十点。😀 It’s 5\n")
    assert folder.pieces(tokens) == file.pieces(tokens)
