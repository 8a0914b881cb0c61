"""Whose turn it is, and who is stopped."""

from core.llama.library import StopFlag
from core.llama.orders import Desk


def order(number, do="write", schema="", path=b"a"):
    return {"do": do, "n": number, "schema": schema, "model": {"path": path}}


def test_orders_come_in_turn():
    desk = Desk()
    desk.take(order(1))
    desk.take(order(2))
    assert desk.next()["n"] == 1
    desk.done(1)
    assert desk.next()["n"] == 2


def test_a_stop_reaches_the_order_it_names_alone():
    desk, flag = Desk(), StopFlag()
    desk.take(order(1))
    desk.next()
    desk.stops_with(flag)
    desk.take(order(2))
    desk.take(order(2, "stop"))
    assert not flag.is_set
    desk.take(order(1, "stop"))
    assert flag.is_set
    desk.done(1)
    assert not flag.is_set
    desk.next()
    assert flag.is_set  # it was stopped before its turn


def test_a_stop_before_the_model_is_open_is_kept():
    desk, flag = Desk(), StopFlag()
    desk.take(order(1))
    desk.next()
    desk.take(order(1, "stop"))
    desk.stops_with(flag)
    assert flag.is_set


def test_reading_ahead_gives_way():
    desk, flag = Desk(), StopFlag()
    desk.take(order(1, "prime"))
    desk.next()
    desk.stops_with(flag)
    assert not flag.is_set
    desk.take(order(2))
    assert flag.is_set
    desk.done(1)
    desk.next()
    assert not flag.is_set


def test_a_stop_that_comes_too_late_stops_nothing():
    desk, flag = Desk(), StopFlag()
    desk.take(order(1))
    desk.next()
    desk.stops_with(flag)
    desk.done(1)
    desk.take(order(1, "stop"))
    desk.take(order(2))
    desk.next()
    assert not flag.is_set


def test_what_the_program_reads_gives_way_to_what_a_person_reads():
    desk, flag = Desk(), StopFlag()
    work = order(1, schema="{}")
    desk.take(work)
    desk.next()
    desk.stops_with(flag)
    desk.take(order(2, schema="{}"))
    assert not flag.is_set  # its like waits for its turn
    desk.take(order(3))
    assert flag.is_set
    assert desk.pressing()["n"] == 3
    assert not flag.is_set
    desk.done(3)
    desk.back_to(work)
    assert not flag.is_set
    assert desk.pressing() is None
    desk.done(1)
    assert desk.next()["n"] == 2


def test_who_gave_way_can_be_stopped_meanwhile():
    desk, flag = Desk(), StopFlag()
    work = order(1, schema="{}")
    desk.take(work)
    desk.next()
    desk.stops_with(flag)
    desk.take(order(2))
    desk.pressing()
    desk.take({"do": "stop", "n": 1})
    assert not flag.is_set
    desk.done(2)
    desk.back_to(work)
    assert flag.is_set
    assert desk.pressing() is None


def test_a_reply_by_another_model_waits():
    desk, flag = Desk(), StopFlag()
    desk.take(order(1, schema="{}"))
    desk.next()
    desk.stops_with(flag)
    desk.take(order(2, path=b"b"))
    assert not flag.is_set
    assert desk.pressing() is None
