"""The canvas with a real mouse and a real keyboard."""

import random
from array import array

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from core.types import GraphPicture
from desktop import theme
from desktop.graph.canvas import GraphCanvas
from tests.desktop.graph import made


@pytest.fixture
def canvas(qtbot, qapp):
    theme.apply(qapp, "light", 1.0)
    canvas = GraphCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_view(made.view("light"))
    return canvas


def where(canvas, id):
    at = canvas.model.place[id]
    return canvas.camera.to_screen(canvas.model.x[at], canvas.model.y[at]).toPoint()


def middle(canvas, one, other):
    return (where(canvas, one) + where(canvas, other)) / 2


def large(count=2000, edges=5000):
    chance = random.Random(4)
    x = [chance.uniform(-3000, 3000) for _ in range(count)]
    y = [chance.uniform(-3000, 3000) for _ in range(count)]
    return GraphPicture(
        tuple(f"e{at}" for at in range(count)),
        tuple(f"名字 {at}" for at in range(count)),
        bytes(at % 7 for at in range(count)),
        array("f", x).tobytes(),
        array("f", y).tobytes(),
        array("f", [1 - at / count for at in range(count)]).tobytes(),
        array("i", [at % 2 for at in range(count)]).tobytes(),
        array("i", [chance.randrange(count) for _ in range(edges)]).tobytes(),
        array("i", [chance.randrange(count) for _ in range(edges)]).tobytes(),
        array("f", [chance.random() for _ in range(edges)]).tobytes(),
        made.communities(),
    )


def test_a_click_chooses_what_is_under_it(canvas, qtbot):
    with qtbot.waitSignal(canvas.node_chosen) as chosen:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where(canvas, "wren"))
    assert chosen.args == ["wren"]
    with qtbot.waitSignal(canvas.edge_chosen) as edge:
        QTest.mouseClick(
            canvas, Qt.MouseButton.LeftButton, pos=middle(canvas, "firm", "port"))  # fmt: skip
    assert edge.args == ["firm", "port"]
    with qtbot.waitSignal(canvas.nothing_chosen):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_a_double_click_opens(canvas, qtbot):
    with qtbot.waitSignal(canvas.node_opened) as opened:
        QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=where(canvas, "port"))
    assert opened.args == ["port"]
    with qtbot.waitSignal(canvas.edge_opened) as edge:
        QTest.mouseDClick(
            canvas, Qt.MouseButton.LeftButton, pos=middle(canvas, "firm", "port"))  # fmt: skip
    assert edge.args == ["firm", "port"]


def test_shift_and_click_choose_a_second_one(canvas, qtbot):
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where(canvas, "wren"))
    with qtbot.waitSignal(canvas.pair_chosen) as pair:
        QTest.mouseClick(
            canvas,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ShiftModifier,
            where(canvas, "port"),
        )
    assert pair.args == ["wren", "port"]


def test_dragging_moves_the_drawing_and_chooses_nothing(canvas, qtbot):
    before = where(canvas, "wren")
    with qtbot.assertNotEmitted(canvas.nothing_chosen):
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        QTest.mouseMove(canvas, QPoint(60, 30))
        QTest.mouseMove(canvas, QPoint(110, 60))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(110, 60))
    assert where(canvas, "wren") - before == QPoint(100, 50)


def test_zooming_keeps_the_point_under_the_pointer(canvas):
    about = QPointF(where(canvas, "wren"))
    place = canvas.camera.to_drawing(about)
    canvas.zoom(1.7, about)
    after = canvas.camera.to_screen(place.x(), place.y())
    assert (after - about).manhattanLength() < 0.01
    canvas.fit()
    assert all(canvas.rect().contains(where(canvas, id)) for id in canvas.model.ids)


def test_arrows_walk_to_the_next_name_and_enter_opens_it(canvas, qtbot):
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.marks.focus == "light"
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.marks.focus != "light"
    with qtbot.waitSignal(canvas.node_opened) as opened:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args == [canvas.marks.focus]
    scale = canvas.camera.scale
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.camera.scale > scale
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.camera.scale == pytest.approx(scale)


def test_who_sees_nothing_hears_what_is_chosen(canvas):
    canvas.select(("wren",))
    assert "Thomas Wren" in canvas.accessibleDescription()


def test_the_same_middle_keeps_the_camera(canvas):
    canvas.zoom(1.5)
    camera = canvas.camera
    canvas.show_view(made.view("light"))
    assert canvas.camera == camera


def test_a_picture_that_comes_again_after_a_change_keeps_the_camera(canvas):
    canvas.show_picture(large())
    canvas.zoom(3)
    camera = canvas.camera
    canvas.show_picture(large())
    assert canvas.camera == camera
    canvas.show_picture(made.picture())
    assert canvas.camera != camera


def test_names_do_not_overlap_and_most_are_there(canvas):
    canvas.grab()
    assert sorted(canvas.model.ids[at] for at in canvas.named) == sorted(canvas.model.ids)


def test_a_large_picture_is_there_at_once_and_whole_when_it_rests(canvas, qtbot):
    canvas.show_picture(large())
    rough = canvas.grab().toImage()
    assert canvas.named
    qtbot.waitUntil(lambda: not canvas._backdrop.busy)
    whole = canvas.grab().toImage()
    assert rough != whole
    canvas.pan(QPointF(30, 0))
    assert canvas.grab().toImage() != whole


def test_a_large_picture_is_hit_by_node_and_by_community(canvas, qtbot):
    canvas.show_picture(made.picture())
    with qtbot.waitSignal(canvas.node_chosen) as chosen:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where(canvas, "port"))
    assert chosen.args == ["port"]
    at = canvas.camera.to_screen(-60, -60).toPoint()
    with qtbot.waitSignal(canvas.community_chosen) as group:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert group.args == [0]


def test_a_picture_for_a_file_is_as_sharp_as_is_asked(canvas):
    image = canvas.to_image(1.5)
    assert (image.width(), image.height()) == (1350, 900)
    assert "<svg" in canvas.to_svg()
    assert canvas.to_svg().count("Thomas Wren")


def test_another_appearance_is_followed(canvas, qapp):
    light = canvas.to_image()
    theme.apply(qapp, "dark", 1.0)
    assert canvas.to_image() != light
    theme.apply(qapp, "light", 1.0)


def test_hit_testing_is_in_the_pixels_of_the_screen_also_at_larger_text(canvas, qtbot, qapp):
    theme.apply(qapp, "light", 1.5)
    canvas.zoom(1.5)
    with qtbot.waitSignal(canvas.node_chosen) as chosen:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where(canvas, "light"))
    assert chosen.args == ["light"]
    theme.apply(qapp, "light", 1.0)
