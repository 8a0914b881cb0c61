"""Thoughts are taken out however the pieces fall."""

import pytest

from core.models.thinking import Answering

REPLIES = {
    "plain": ("An answer.", "An answer."),
    "thought first": ("<think>a < b</think>\n\nAn answer.", "An answer."),
    "blank thought": ("<think>\n\n</think>\n\nAn answer.", "An answer."),
    "opened by the prompt": ("Hm, so.</think>An answer.", "An answer."),
    "about the mark": ("Write <think> and </think> around it.",) * 2,
    "only a thought": ("<think>and so on", ""),
    "nearly a mark": ("<thin ice", "<thin ice"),
    "ends like a mark": ("<", "<"),
}


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize("name", REPLIES)
def test_only_the_answer_is_kept(name, size):
    reply, answer = REPLIES[name]
    answering = Answering()
    told = [answering.feed(reply[at : at + size]) for at in range(0, len(reply), size)]
    told.append(answering.rest())
    assert answering.text == answer
    if name != "opened by the prompt":
        assert "".join(told).strip() == answer


CHANNELS = (
    "<|channel|>analysis<|message|>hm.<|end|>"
    "<|start|>assistant<|channel|>final<|message|>Yes"
)


@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize(
    ("reply", "opened", "thought", "answer"),
    [
        ("<think>\nhm <x>\n</think>\n\nYes", "", "hm <x>", "Yes"),
        ("hm</think>\n\nYes", "<think>", "hm", "Yes"),
        ("[THINK]hm[/THINK]Yes", "", "hm", "Yes"),
        (CHANNELS, "", "hm.", "Yes"),
        ("<|channel|>final<|message|>Yes", "", "", "Yes"),
        ("<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b", "", "a", "b"),
        ("<think>one</think>two </think> three", "", "one", "two </think> three"),
        ("<b>Yes</b>", "", "", "<b>Yes</b>"),
        ("<thi", "", "", "<thi"),
    ],
)
def test_thoughts_of_any_model_are_told_apart(size, reply, opened, thought, answer):
    answering = Answering(opened)
    pieces = [answering.split(reply[at : at + size]) for at in range(0, len(reply), size)]
    assert "".join(first for first, _ in pieces).strip() == thought
    told = "".join(second for _, second in pieces) + answering.rest()
    assert told.strip() == answering.text == answer
