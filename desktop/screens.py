"""`python -m desktop.screens DIR`: the real window and engine driven through every flow, pictured.

Each state is saved in Chinese and English, light and dark (<number>-<state>-<language>-<look>.png),
then in Chinese and light at 150 % and 200 %. Nothing of the person's own is touched.
"""

import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.screens_teach import TeachTour

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SCALES = ("1.5", "2")
LOOKS = (("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark"))
_MANY = 60


def main(arguments: list[str]) -> int:
    """Save all pictures into the folder that is named; 1 when a state was not reached."""
    if not arguments:
        sys.stderr.write("usage: python -m desktop.screens DIR\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if arguments[1:]:
        return _run(folder, f"-{round(100 * float(arguments[1]))}", (("zh", "light"),))
    status = _run(folder, "", LOOKS)
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": scale}
        command = [sys.executable, "-m", "desktop.screens", str(folder), scale]
        status |= subprocess.run(command, env=environment, check=False).returncode
    return status


def _run(folder: Path, suffix: str, looks: tuple[tuple[str, str], ...]) -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["LECTERN_HOME"] = home
        tour = Tour(folder, Path(home), suffix, looks)
        try:
            return tour.run()
        finally:
            tour.close()


class Tour(TeachTour):
    """Walks through the flows as a person would."""

    def run(self) -> int:
        """All states in turn; one that fails does not stop the rest."""
        self._window.show()
        self._window.beginning.start()
        self._window.build()
        self._pause()
        for state in (
            self._welcome, self._empty, self._sample, self._documents, self._ask, self._scope,
            self._reader, self._conversations, self._not_found, self._map, self._models, self._exam,
            self._teach, self._lessons,
            self._importing, self._failed, self._dropping, self._settings, self._services,
            self._narrow, self._notice, self._crash, self._no_library,
        ):  # fmt: skip
            try:
                state()
            except Exception:
                self._missed.append(state.__name__)
                sys.stderr.write(traceback.format_exc())
        if self._missed:
            sys.stderr.write(f"not reached: {', '.join(self._missed)}\n")
        return 1 if self._missed else 0

    # ---- flows ---------------------------------------------------------------------------------

    def _welcome(self) -> None:
        self._shoot("welcome")

    def _empty(self) -> None:
        window = self._window
        window.beginning.open(str(self._home / "Empty"), create=True)
        self._until(lambda: self._session.summary is not None)
        for room in ("documents", "ask", "map", "models", "teach", "exam"):
            window.show_room(room)
            self._pause()
            self._shoot(f"empty-{room}")

    def _sample(self) -> None:
        self._session.summary = None
        self._window.welcome.sample_chosen.emit()
        self._until(lambda: self._session.summary is not None)
        self._shoot("sample-coming")
        self._at_rest()
        self._window.show_room("ask")
        self._pause()
        self._shoot("ask-suggested")

    def _documents(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QLineEdit

        self._window.show_room("documents")
        self._pause()
        self._shoot("documents")
        self._window.actions_by_name["find"].trigger()
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            QTest.keyClicks(field, "pdf")
            self._pause(600)
            self._shoot("documents-filtered")
            QTest.keySequence(field, "Ctrl+A")
            QTest.keyClick(field, Qt.Key.Key_Delete)
            self._pause(600)
        self._select_first()
        self._shoot("documents-detail")

    def _select_first(self) -> None:
        from PySide6.QtWidgets import QTableView, QTreeView

        for kind in (QTreeView, QTableView):
            for view in self._window.findChildren(kind):
                if view.isVisible() and view.model().rowCount():
                    view.setCurrentIndex(view.model().index(0, 0))
        self._pause()

    def _ask(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from desktop.chat.search_report_view import SearchReportView
        from desktop.chat.sources_card import SourcesCard

        self._question(self._questions()[0]["question"], "answer")
        for card in self._window.findChildren(SourcesCard):
            if card.isVisible():
                card.trace_button.click()
        self._pause()
        self._shoot("answer-how-i-looked")
        for report in self._window.findChildren(SearchReportView):
            if report.isVisible():
                report.more.click()
                report.rows[-1].setFocus(Qt.FocusReason.TabFocusReason)
                QTest.keyClick(report.rows[-1], Qt.Key.Key_Tab)
        self._pause()
        self._shoot("answer-how-i-looked-all")

    def _scope(self) -> None:
        """A question to some of the documents; the menu has a window of its own."""
        from core.types import Filter
        from desktop.chat.scope import ScopeButton

        scope = self._window.findChild(ScopeButton)
        assert scope is not None
        scope.wanted.emit()
        self._pause()
        scope.show_filter(Filter(languages=("zh",)))
        self._shoot("ask-some")
        self._shoot("ask-some-menu", scope.menu().adjustSize, scope.menu())
        scope.show_filter(Filter())

    def _questions(self) -> list[dict[str, str]]:
        import json

        from core.paths import resources_folder

        path = resources_folder() / "sample" / "questions.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        return [each for language in ("zh", "en") for each in found[language]]

    def _question(self, text: str, name: str) -> None:
        self._ask_question(text)
        self._shoot(name)

    def _ask_question(self, text: str) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QPlainTextEdit

        done: list[object] = []
        self._session.changed.connect(lambda changes, _: done.append(changes.conversations))
        self._session.question_requested.emit(text, ())
        self._pause()
        field = next(each for each in self._window.findChildren(QPlainTextEdit) if each.isVisible())
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._until(lambda: any(done))
        self._pause(500)

    def _reader(self) -> None:
        """A real answer to each kind of document, its first sentence opened in the reader."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from desktop.chat.sentence_view import SentenceView

        seen: set[str] = set()
        for each in self._questions():
            if each["document"] in seen:
                continue
            seen.add(each["document"])
            self._session.conversation_requested.emit()
            self._ask_question(each["question"])
            views = self._window.findChildren(SentenceView)
            QTest.keyClick(next(view for view in views if view.isVisible()), Qt.Key.Key_Return)
            self._pause(2500)
            self._shoot(f"reader-{Path(each['document']).stem}")
        self._session.close_reader()

    def _conversations(self) -> None:
        from desktop.chat.pane import ChatPane

        pane = self._window.room("ask")
        assert isinstance(pane, ChatPane)
        pane.header.list_button.setChecked(True)
        self._pause()
        self._shoot("conversations")
        pane.header.list_button.setChecked(False)

    def _not_found(self) -> None:
        self._session.conversation_requested.emit()
        self._question("火星上的企鹅为什么会弹钢琴?", "nothing-found")

    def _exam(self) -> None:
        """Made from the sample, one question added, taken; then other ways are tried."""
        from desktop.exam.pane import ExamPane, Tab

        pane = self._window.room("exam")
        assert isinstance(pane, ExamPane)
        self._window.show_room("exam")
        self._until(lambda: pane.contents.ready)
        self._shoot("exam-none-yet")
        pane.empty.form.source.setCurrentIndex(1)
        self._pause(400)
        self._shoot("exam-from-chosen-documents")
        pane.empty.form.source.setCurrentIndex(0)
        pane.empty.form.make.click()
        self._until(lambda: bool(pane.contents.questions) and not self._session.jobs)
        self._shoot("exam-questions")
        pane.questions.table.choose(pane.contents.questions[0].id)
        pane.questions.table.opened.emit(pane.contents.questions[0])
        self._pause(2500)
        self._shoot("exam-question-in-its-place")
        self._session.close_reader()
        pane.questions.begin_own()
        self._pause()
        self._shoot("exam-own-question")
        pane.questions.own.closed.emit()
        pane.take.click()
        self._until(lambda: pane.tab is Tab.RESULT and not self._session.jobs)
        for row in pane.result.rows[:1]:
            row.unfold(True)
        self._pause()
        self._shoot("exam-result")
        pane.show_tab(Tab.WAYS)
        pane.ways.choose.setChecked(True)
        pane.ways.compare.click()
        self._until(pane.ways.start.isVisible)
        self._shoot("exam-what-it-takes")
        pane.ways.start.click()
        self._until(lambda: any(job.progress and job.progress.done for job in self._session.jobs))
        for job in self._session.jobs:
            job.pause()
        self._shoot("exam-comparing")
        for job in self._session.jobs:
            job.resume()
        self._until(lambda: pane.contents.comparison is not None and not self._session.jobs)
        self._shoot("exam-compared")
        pane.ways.figures.setChecked(True)
        self._pause()
        self._shoot("exam-figures")

    def _importing(self) -> None:
        folder = self._home / "notes"
        folder.mkdir()
        for at in range(_MANY):
            text = f"第 {at + 1} 号笔记。\n" + f"这一天记下了 {at * 7} 件小事, 都在这里。\n" * 200
            (folder / f"笔记 {at + 1:02}.txt").write_text(text, encoding="utf-8")
        self._window.show_room("documents")
        self._session.add_files([str(folder)])
        self._until(lambda: any(job.progress for job in self._session.jobs))
        for job in self._session.jobs:
            job.pause()
        self._pause(800)
        self._shoot("importing")
        self._window.actions_by_name["jobs"].trigger()
        self._shoot("jobs")
        self._window.actions_by_name["jobs"].trigger()
        self._window.show_room("ask")
        self._shoot("ask-while-importing")
        for job in self._session.jobs:
            job.resume()
        self._at_rest()

    def _failed(self) -> None:
        folder = self._home / "odd"
        folder.mkdir()
        (folder / "损坏的报告.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
        (folder / "empty.txt").write_bytes(b"")
        (folder / "program.bin").write_bytes(os.urandom(4096))
        self._session.add_files([str(folder)])
        self._at_rest()
        self._window.show_room("documents")
        self._pause(800)
        self._select_first()
        self._shoot("documents-failed")

    def _dropping(self) -> None:
        from PySide6.QtCore import QMimeData, QUrl

        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self._home / f"{at}.pdf")) for at in range(3)])
        self._window.show_room("ask")
        self._shoot("drop", lambda: self._window.drop_target.cover(mime))
        self._window.drop_target.hide()

    def _settings(self) -> None:
        from core.types import Endpoint
        from desktop.settings.model_section import ModelSection
        from desktop.settings.preparation_section import PreparationSection

        self._window.show_room("settings")
        self._shoot("settings")
        preparation = self._window.findChild(PreparationSection)
        model = self._window.findChild(ModelSection)
        assert preparation is not None
        assert model is not None
        at = preparation.parted.findData("structure")
        preparation.parted.setCurrentIndex(at)
        preparation.parted.activated.emit(at)
        preparation.begin.click()
        self._until(preparation.agree.isVisible)
        self._shoot("settings-preparation", lambda: self._bring(preparation))
        preparation.decline.click()
        away = Endpoint("away", "https://models.example.org/v1", "some-model")
        self._session.change_settings(endpoints=(away,), writing_model=away.name)
        self._shoot("settings-writing-model", lambda: self._bring(model))
        self._session.change_settings(endpoints=(), writing_model="")
        self._session.change_settings(text_scale=1.5)
        self._pause()
        self._shoot("settings-large-text")
        self._session.change_settings(text_scale=1.0)

    def _services(self) -> None:
        from desktop.models.services_page import ServicesPage

        self._session.models_requested.emit("services")
        self._pause()
        self._shoot("services")
        page = self._window.findChild(ServicesPage)
        assert page is not None
        page.presets["DeepSeek"].click()
        card = page.cards["DeepSeek"]
        self._shoot("service-agreeing", lambda: self._bring(card))
        card.more.fold.click()
        self._shoot("service-details", lambda: self._bring(card.more))
        self._session.change_settings(endpoints=(), writing_model="")

    def _bring(self, section: "QWidget") -> None:
        from PySide6.QtWidgets import QScrollArea

        self._pause(60)
        for area in self._window.findChildren(QScrollArea):
            if area.isAncestorOf(section):
                area.ensureWidgetVisible(section)

    def _narrow(self) -> None:
        before = self._window.size()
        self._window.resize(900, 600)
        for room in ("documents", "ask", "map", "exam", "settings"):
            self._window.show_room(room)
            self._pause()
            self._shoot(f"narrow-{room}")
        self._window.resize(before)

    def _notice(self) -> None:
        from core.errors import DiskFull
        from desktop.documents.pane import DocumentsPane

        self._window.show_room("documents")
        self._window.actions_by_name["documents"].trigger()
        pane = self._window.room("documents")
        assert isinstance(pane, DocumentsPane)
        self._select_first()
        pane.commands.remove()
        self._shoot("notice")
        self._window.notice_bar.press()
        self._pause()
        self._session.error_shown.emit(DiskFull(path="/"))
        self._shoot("error")
        self._window.notice_bar.hide()

    def _crash(self) -> None:
        from desktop.crash_report import CrashReport

        dialog = CrashReport('Traceback (most recent call last):\n  File "…", line 1\nKeyError')
        dialog.show()
        self._pause()
        dialog.grab().save(str(self._folder / f"crash{self._suffix}.png"))
        dialog.close()

    def _no_library(self) -> None:
        self._window.beginning.open(str(self._home / "gone"))
        self._until(lambda: self._session.summary is None)
        self._pause()
        self._shoot("no-library")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
