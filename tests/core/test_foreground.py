"""Background computing waits while someone searches, and goes on as soon as nobody does."""

import threading

from core.foreground import MOST_SECONDS, foreground, give_way


def in_background(done: threading.Event) -> threading.Thread:
    def work() -> None:
        give_way()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_nobody_waits_when_nobody_searches():
    done = threading.Event()
    in_background(done).join()
    assert done.is_set()


def test_it_goes_on_when_the_last_search_has_ended():
    done = threading.Event()
    with foreground():
        with foreground():
            pass
        assert not done.is_set()
        thread = in_background(done)
    thread.join()
    assert done.is_set()


def test_a_search_that_fails_lets_it_go_on():
    try:
        with foreground():
            raise ValueError
    except ValueError:
        pass
    done = threading.Event()
    in_background(done).join()
    assert done.is_set()


def test_under_searches_without_end_it_goes_on_all_the_same():
    done = threading.Event()
    with foreground():
        in_background(done).join(timeout=100 * MOST_SECONDS)
        assert done.is_set()
