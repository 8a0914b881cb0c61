"""Whose turn it is, and who is stopped."""

from core.llama.library import StopFlag
from core.llama.orders import Desk


def order(number, do="write"):
    return {"do": do, "n": number}


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
