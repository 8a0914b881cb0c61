"""A real window with a real engine, driven as a person would."""

import pytest

from desktop.app import dress
from desktop.engine_link import EngineLink
from desktop.session import Session


@pytest.fixture
def real_window(qapp, qtbot, home):
    """The window just after its first paint; nothing is open yet."""
    link = EngineLink()
    session = Session(link)
    session.change_settings(language="en", appearance="light")
    window = dress(qapp, session)
    window.show()
    window.build()
    yield window
    window.close()
    link.close()
    window.deleteLater()
