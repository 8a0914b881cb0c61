"""How the chat keeps up with a model that writes fast, and with answers that are very long.

`own` is processor time of the window's thread between two beats of its loop, and is judged; `late`
is the clock's, `held` the clock's without the time that other programs had the processors.
"""

import gc
import itertools
import sys
import time

import pytest

from core.events import Retrieved, Token
from core.text.formulas import drawn
from core.types import Answer, AnswerSentence, Formula, Support, Usage
from desktop.chat.answer_body import SHOWN_AT_FIRST
from desktop.chat.turns import Turn, TurnState
from tests.desktop.chat.conftest import dressed, pane, session  # noqa: F401 - fixtures
from tests.desktop.chat.scripted_link import ScriptedLink
from tests.desktop.watchdog import LIMIT_SECONDS, Watchdog

pytestmark = pytest.mark.bench

TOKENS, A_SECOND, FRAMES = 20_000, 2_000, 40
"""Tokens in all, in a second, and deliveries of the engine in a second."""
SECTION = """## Section {n} 第{n}节

The mill of **village {n}** was built in {year} and has *three* floors; `run({n})` starts it, as the
[guide](https://example.org/{n}) says. It costs $5 to $6 a day. Power follows $P_{{{n}}} = mv^2$.
公司第{n}季度净利润为**3.{n}亿元**，同比增长12.5%，主要原因是华东地区销售收入增长较快，费用控制良好。

- a point about place {n}
- 另一个要点：海外业务保持增长
  1. nested \\(x_{{{n}}} \\le 5\\)

> “Nobody counted the bags {n}.”

| Year | Income 收入 | Remark |
|:--|--:|---|
| 2023 | {n}2.5 | the bridge was opened |
| 2024 | {n}4.1 | **二层**竣工 |
| 2025 | {n}5.7 | nothing else |

```python
def answer_{n}(question: str) -> str:
    # 注释 and a comment
    return "{n}"
```

$$
\\sum_{{i=1}}^{{{n}}} i = \\frac{{{n}}}{{2}}
$$

"""
DRAWING: Formula = drawn(r"\sum_{i=1}^{n} i = \frac{n}{2}")


def text_of(characters: int) -> str:
    made, length = [], 0
    for n in itertools.count(1):
        made.append(SECTION.format(n=n, year=1800 + n % 200))
        length += len(made[-1])
        if length >= characters:
            break
    return "".join(made)


class DrawingLink(ScriptedLink):
    """Answers for formulae too, with a drawing that was made before."""

    def _result(self, name, arguments):
        return DRAWING if name == "draw_formula" else super()._result(name, arguments)


@pytest.fixture
def link(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path))
    return DrawingLink()


@pytest.fixture(autouse=True)
def garbage():
    yield
    gc.unfreeze()


def stream(pane, link, qtbot, text: str) -> tuple[Turn, Watchdog]:  # noqa: F811
    """Ask, and let the answer come at the speed of a fast model."""
    turn = pane.open.ask("How was it?")
    turn.model = "local:fast.gguf"
    _, request = link.question()
    request.told.emit(Retrieved(()))
    size = max(len(text) // TOKENS, 1)
    tokens = [text[at : at + size] for at in range(0, len(text), size)]
    # As desktop/app.py does: what was there before is not looked through for garbage.
    gc.collect()
    gc.freeze()
    watchdog = Watchdog(onlooker=False)
    watchdog.start()
    began, sent = time.perf_counter(), 0
    while sent < len(tokens):
        due = min(int((time.perf_counter() - began) * A_SECOND), len(tokens))
        # As core/engine.py sends them: what came within a frame is one event.
        request.told.emit(Token("".join(tokens[sent:due])))
        sent = max(due, sent)
        link.settle()
        qtbot.wait(1000 // FRAMES)
    watchdog.stop()
    assert turn.streamed == text
    return turn, watchdog


ROW = "| one | 2.5 | 三个字 more |\n"
HEAD = "| a | b | c |\n|---|--:|---|\n"
LINE = "Plain **words** with `some` marks in them, 中文也有一些。"
TEXTS = {
    "mixed": text_of(80_000),
    "code": "```python\n" + "value = compute(1, 'words')  # 注释\n" * 2_300 + "```\n",
    "tables": (HEAD + ROW * 200 + "\n") * 13,
    "one table": HEAD + ROW * 2_400,
    "wide table": "| a | b | c |\n|---|--:|---|\n"
    + "".join(f"| {'w' * (n // 9)} | {n} | {'words of a cell ' * 8}|\n" for n in range(400)),
    "paragraph": "Plain words without any break, 中文也有一些。 " * 2_000,
    "marked paragraph": f"{LINE} " * 1_700,
    "lines": f"{LINE}\n" * 1_700,
    "list": f"- {LINE}\n" * 1_700,
    "quote": f"> {LINE}\n>\n" * 1_600,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_two_thousand_tokens_a_second_leave_the_loop_free(pane, link, qtbot, kind):  # noqa: F811
    text = TEXTS[kind]
    turn, watchdog = stream(pane, link, qtbot, text)
    body = pane.transcript.view_of(turn).answer.body
    said = f"{kind}: {len(text)} characters, {len(body.views)} blocks: {watchdog.measures()}"
    sys.stderr.write(said + "\n")
    assert watchdog.longest_busy <= LIMIT_SECONDS, watchdog.report()


@pytest.mark.parametrize("kind", ["mixed", "line", "code"])
def test_an_answer_of_ten_megabytes_does_not_freeze(pane, link, qtbot, kind):  # noqa: F811
    text = {
        "mixed": text_of(200_000) * 50,
        "line": "x" * 10_000_000,
        "code": "```\n" + "y\n" * 5_000_000,
    }[kind]
    sentences = tuple(
        AnswerSentence("s", Support.UNCHECKED, (), at, at + 100) for at in range(0, 50_000, 120)
    )
    turn = Turn("How long?", TurnState.DONE)
    turn.take(Answer(text, sentences, (), (), "local:x", usage=Usage(1, 0, 1, 0.1, 1.0)))
    gc.collect()
    gc.freeze()
    watchdog = Watchdog(onlooker=False)
    watchdog.start()
    began = time.perf_counter()
    pane.transcript.show_turns([turn])
    body = pane.transcript.view_of(turn).answer.body
    shown = time.perf_counter() - began
    qtbot.waitUntil(lambda: body.complete, timeout=60_000)
    watchdog.stop()
    said = f"10 MB, {kind}: shown in {1000 * shown:.0f} ms, {watchdog.measures()}"
    sys.stderr.write(said + "\n")
    assert not body.more_button.isHidden()
    assert sum(len(view.block.text) for view in body.views) <= SHOWN_AT_FIRST
    assert watchdog.longest_busy <= LIMIT_SECONDS, watchdog.report()
