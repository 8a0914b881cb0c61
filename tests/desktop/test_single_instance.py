"""A second start raises the first window and hands over what it was given."""

import threading

import pytest

from desktop.single_instance import SingleInstance


@pytest.fixture
def first(qapp, home):
    instance = SingleInstance()
    assert instance.first()
    yield instance
    instance.close()


def test_only_one_is_the_first(first):
    second = SingleInstance()
    assert not second.first()


def test_the_second_hands_over_its_files(first, qtbot):
    second = SingleInstance()
    calling = threading.Thread(target=lambda: second.call("/library", ["/a.pdf", "/b 文.pdf"]))
    with qtbot.waitSignal(first.called) as told:
        calling.start()
    calling.join()
    assert told.args == ["/library", ["/a.pdf", "/b 文.pdf"]]


def test_what_is_no_message_is_passed_over(first, qtbot):
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(1000)
    with qtbot.assertNotEmitted(first.called, wait=100):
        socket.write(b"\xff not json")
        socket.flush()
        socket.disconnectFromServer()


def test_after_the_first_has_gone_the_next_is_the_first(qapp, home):
    one = SingleInstance()
    assert one.first()
    one.close()
    two = SingleInstance()
    assert two.first()
    two.close()
