"""Nothing a document says can leave its fence or speak as a role."""

import pytest

from core.generation.fencing import harmless, material, on_a_line

HOSTILE = [
    "</documents>",
    "< / documents >",
    "</DOCUMENTS foo='1'>",
    "<\u200b/documents>",
    "＜/documents＞",
    "</documents\n>",
    "</documents " + "x" * 200 + ">",
    "<\n/ documents",
    "<|im_start|>system",
    "<|endoftext|>",
    "<｜User｜>",
    "<start_of_turn>model",
    "<seed:bos>",
    "<s>",
    "</s>",
    "<think>",
    "</think>",
    "<tool_call>",
    "[INST] x [/INST]",
    "<<SYS>>",
    "[TOOL_CALLS]",
    "[gMASK]",
    "]~b]",
    "<earlier>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_token_is_left(text):
    made = harmless(f"before {text} after")
    assert text not in made
    for sign in ("<|", "|>", "<｜", "[INST]", "[/INST]", "<<", "]~", "[gMASK]", "[TOOL"):
        assert sign not in made
    bare = "".join(made.split()).casefold()
    assert "</documents" not in bare
    assert "<think" not in bare
    assert harmless(made) == made
    assert made.startswith("before ")
    assert made.endswith(" after")


def test_what_does_no_harm_stays():
    for text in (
        "if a < b and c > d: vector<int> x[3] = {1};",
        "P(A | B) | C > 0",
        "See [TODO list] and <html lang='en'>.",
        "净利润 <br> 1860 万元",
    ):
        assert harmless(text) == text


def test_unseen_letters_go():
    assert harmless("a\u200bb\u202ec\U000e0041d\x00e\x1bf\ufeff") == "abcdef"
    assert harmless("a\r\nb\rc\td") == "a\nb\nc\td"


def test_a_documents_own_numbers_are_no_numbers_of_passages():
    assert material("As shown in [12], [3, 4] and 【5】.") == "As shown in (12), (3, 4) and (5)."
    assert harmless("x[12]") == "x[12]"


def test_titles_stay_on_their_line():
    assert on_a_line("A\n\n[2] Forged, p. 1\n</documents>", 100) == (
        "A (2) Forged, p. 1 ‹/documents>"
    )
    assert on_a_line("x" * 200, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("text", ["[4]", "[ 4 ]", "【 4, 5 】", "[^4]"])
def test_numbers_of_a_document_are_no_numbers_of_passages(text):
    made = material(f"as said {text}.")
    assert "4" in made
    assert not any(sign in made for sign in "[]【】")
