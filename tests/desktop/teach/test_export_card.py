"""Taking what was learnt elsewhere: the forms, the chooser, progress, where it went."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.events import Progress, Stage
from core.types import Route
from desktop import theme, translations
from desktop.teach.export_card import ExportCard
from desktop.teach.lesson_work import LessonWork
from desktop.teach.lessons import Lessons

from . import lesson_made as made


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    """Once: with many widgets about, dressing them anew takes long."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def work(scripted_session):
    lessons = Lessons(scripted_session)
    lessons.put(made.done())
    return LessonWork(lessons, lessons)


@pytest.fixture
def finished(qtbot, work):
    def shown(**values):
        card = ExportCard(work)
        qtbot.addWidget(card)
        card.show()
        card.show_lesson(made.done(**values))
        return card

    return shown


def test_it_is_saved_where_one_says_and_the_folder_is_opened(
    finished, scripted_link, scripted_session, qtbot, monkeypatch, tmp_path
):
    card = finished()
    target = tmp_path / "mine.gguf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    scripted_link.held.add("export_lesson")
    scripted_link.answers["export_lesson"] = lambda id, form, path: path
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.rows["merged"].save.click()
    assert scripted_link.last("export_lesson") == {
        "id": made.ID, "form": "merged", "path": str(target)}  # fmt: skip
    assert QApplication.focusWidget() is card.stop
    assert not card.rows["adapter"].save.isEnabled()
    scripted_session.jobs[-1].request.told.emit(Progress(Stage.EXPORTING, 1, 4))
    assert card._bar.value() == 250
    scripted_link.release("export_lesson")
    qtbot.waitUntil(card.open.isVisible)
    assert str(target) in card.place.text()
    assert QApplication.focusWidget() is card.open
    opened = []
    monkeypatch.setattr(
        "desktop.teach.export_card.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    card.open.click()
    assert opened == [str(tmp_path)]


def test_what_is_still_to_be_taught_is_not_said_to_be_tested(finished, scripted_link, qtbot):
    scripted_link.answers["export_lesson"] = lambda id, form, path: path
    for form, said in (("adapter", "✓ Saved and tested: "), ("cluster", "✓ Saved: ")):
        card = finished()
        card.save(form, "/elsewhere/of mine")
        qtbot.waitUntil(card.place.isVisible)
        assert card.place.text() == f"{said}/elsewhere/of mine"


def test_a_folder_gets_a_name_that_is_free(finished, scripted_link, monkeypatch, tmp_path):
    card = finished()
    (tmp_path / "Support answers (modelfile)").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    scripted_link.answers["export_lesson"] = lambda id, form, path: path
    card.rows["modelfile"].save.click()
    path = scripted_link.last("export_lesson")["path"]
    assert path == str(tmp_path / "Support answers (modelfile) 2")


@pytest.mark.parametrize("chosen", ["mine.gguf", "mine"])
def test_a_file_that_is_there_is_kept(finished, scripted_link, monkeypatch, tmp_path, chosen):
    (tmp_path / "mine.gguf").write_text("precious")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / chosen), ""))
    scripted_link.answers["export_lesson"] = lambda id, form, path: path
    finished().rows["merged"].save.click()
    assert scripted_link.last("export_lesson")["path"] == str(tmp_path / "mine 2.gguf")


def test_leaving_the_chooser_saves_nothing(finished, scripted_link, monkeypatch):
    card = finished()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for row in card.rows.values():
        row.save.click()
    assert scripted_link.times("export_lesson") == 0


@pytest.mark.parametrize(
    ("route", "forms"),
    [
        (Route.PREFIX, ["adapter", "folder", "cluster"]),
        (Route.MERGED, ["merged", "modelfile", "folder", "cluster"]),
        (Route.TRANSFORMERS, ["folder", "cluster"]),
    ],
)
def test_only_what_a_way_of_teaching_can_become_is_offered(finished, route, forms):
    card = finished(route=route.value)
    assert [form for form, row in card.rows.items() if row.isVisible()] == forms
