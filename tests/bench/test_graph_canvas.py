"""Frame times of the map: 10,000 names and 30,000 connections, moved and zoomed."""

import os
import random
import statistics
import sys
from array import array
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPointF

from core.types import Community, GraphPicture
from desktop import theme
from desktop.graph.canvas import GraphCanvas

pytestmark = pytest.mark.bench

NODES, EDGES, GROUPS = 10_000, 30_000, 60


def picture():
    """Names in groups that lie in a plane, most connections within a group."""
    chance = random.Random(11)
    middle = [(chance.uniform(-4500, 4500), chance.uniform(-4500, 4500)) for _ in range(GROUPS)]
    group = [chance.randrange(GROUPS) for _ in range(NODES)]
    members = [[at for at in range(NODES) if group[at] == each] for each in range(GROUPS)]
    x = [middle[each][0] + chance.gauss(0, 260) for each in group]
    y = [middle[each][1] + chance.gauss(0, 260) for each in group]
    sources = [chance.randrange(NODES) for _ in range(EDGES)]
    targets = [
        chance.choice(members[group[one]]) if chance.random() < 0.8 else chance.randrange(NODES)
        for one in sources
    ]
    strengths = sorted((chance.random() for _ in range(EDGES)), reverse=True)
    groups = tuple(
        Community(at, 0, -1, f"社区 {at} · Community", len(members[at]), 9, (), *middle[at], 400)
        for at in range(GROUPS)
    )
    return GraphPicture(
        tuple(f"e{at}" for at in range(NODES)),
        tuple(f"概念 {at}" if at % 2 else f"Concept number {at}" for at in range(NODES)),
        bytes(at % 7 for at in range(NODES)),
        array("f", x).tobytes(),
        array("f", y).tobytes(),
        array("f", [(1 - at / NODES) ** 4 for at in range(NODES)]).tobytes(),
        array("i", group).tobytes(),
        array("i", sources).tobytes(),
        array("i", targets).tobytes(),
        array("f", strengths).tobytes(),
        groups,
    )


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_frames_of_a_tour(qtbot, qapp, appearance):
    theme.apply(qapp, appearance, 1.0)
    canvas = GraphCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(1280, 820)
    with qtbot.waitExposed(canvas):
        canvas.show()
    whole = picture()
    began = perf_counter()
    canvas.show_picture(whole)
    canvas.repaint()
    first = perf_counter() - began
    qtbot.waitUntil(lambda: not canvas._backdrop.busy, timeout=60_000)
    complete = perf_counter() - began
    frames, busy = [], []
    tour = [
        *[lambda: canvas.pan(QPointF(9, 4))] * 60,
        *[lambda: canvas.zoom(1.04, QPointF(600, 380))] * 60,
        *[lambda: canvas.pan(QPointF(-14, 6))] * 60,
        *[lambda: canvas.zoom(1 / 1.06, QPointF(300, 500))] * 60,
        *[lambda: canvas.pan(QPointF(20, -12))] * 60,
    ]
    for step in tour:
        # A frame: what moves it, its painting, and a slice of the full picture behind it.
        began, worked = perf_counter(), process_time()
        step()
        qapp.processEvents()
        frames.append(1000 * (perf_counter() - began))
        busy.append(1000 * (process_time() - worked))
    frames.sort()
    busy.sort()
    median, worst = statistics.median(busy), busy[int(len(busy) * 0.99)]
    sys.stderr.write(
        f"\n{appearance}: first picture {1000 * first:.0f} ms, complete {complete:.2f} s; "
        f"{len(frames)} frames: median {median:.1f} ms, p99 {worst:.1f} ms of the processor, "
        f"by the clock {statistics.median(frames):.1f} and {frames[int(len(frames) * 0.99)]:.1f}\n"
    )
    assert median < 16
    assert worst < 50
