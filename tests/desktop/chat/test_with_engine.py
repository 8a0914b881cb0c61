"""The pane over the real engine: from a file to a sentence that names the place it comes from."""

import pytest

from core.types import Support
from desktop.chat.pane import ChatPane
from desktop.chat.turns import TurnState
from desktop.engine_link import EngineLink
from desktop.session import Session

TEXT = """# Harbour rules

The harbour gate closes at nine in the evening.

## Boats

Every visiting boat pays 14 euros a night. Boats longer than twelve metres pay 22 euros.
"""


@pytest.fixture
def engine_pane(qtbot, home, tmp_path):
    link = EngineLink()
    session = Session(link)
    pane = ChatPane(session)
    qtbot.addWidget(pane)
    pane.resize(700, 800)
    pane.show()
    session.open_library(str(tmp_path / "library"), create=True)
    qtbot.waitUntil(lambda: session.summary is not None, timeout=60_000)
    yield pane, session, link
    link.close()


def test_asked_answered_opened_and_found_again(qtbot, engine_pane, tmp_path):
    pane, session, _ = engine_pane
    file = tmp_path / "harbour.md"
    file.write_text(TEXT, encoding="utf-8")
    session.add_files([str(file)])
    qtbot.waitUntil(lambda: not pane.composer.field.isReadOnly(), timeout=120_000)

    pane.ask("When does the harbour gate close?")
    turn = pane.open.turns[-1]
    qtbot.waitUntil(lambda: turn.state is not TurnState.ASKING, timeout=120_000)
    assert turn.state is TurnState.DONE
    view = pane.transcript.view_of(turn).answer
    sentence = next(each for each in view.sentences if "nine in the evening" in each.body)
    assert turn.answer.sentences[0].support is Support.SUPPORTED
    with qtbot.waitSignal(session.citation_opened) as opened:
        sentence.click()
    citation = opened.args[0]
    assert "closes at nine" in citation.quote

    qtbot.waitUntil(lambda: pane.conversations.title_of(pane.open.id) != "", timeout=30_000)
    asked = pane.open.id
    pane.new_conversation()
    pane.conversations.search.setText("gate")
    pane.conversations.reload()
    model = pane.conversations.model
    qtbot.waitUntil(lambda: model.row_of(asked) == 0, timeout=30_000)
    pane.open_conversation(model.at(model.index(0, 0)))
    qtbot.waitUntil(lambda: len(pane.open.turns) == 1, timeout=30_000)
    assert pane.open.turns[0].answer.sentences == turn.answer.sentences
