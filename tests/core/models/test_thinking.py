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
