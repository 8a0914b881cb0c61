"""Before the first question: suggested questions only where they can be answered."""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.types import Document, LibrarySummary
from desktop.chat.suggestions import sample_names, sample_questions


def document(name):
    return Document("c" * 32, "Title", name, "", "", "pdf", "en", 1, 10, 1, 10, 0.0)


def opened(link, pane, *documents):
    link.documents = documents
    link.opened.emit(LibrarySummary("/other", "Other", len(documents), 1, 0, 0))
    link.settle()


def test_sample_questions_come_in_both_languages():
    assert sample_questions("zh")
    assert sample_questions("en")
    assert sample_questions("fr") == ()


def test_questions_are_offered_while_a_sample_document_is_there(qtbot, pane, link):
    opened(link, pane, document("my own.pdf"), document(min(sample_names())))
    words = [button.accessibleName() for button in pane.empty.buttons]
    assert words
    assert set(words) <= {*sample_questions("en"), *sample_questions("zh")}
    qtbot.mouseClick(pane.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert link.question()[0]["question"] == words[0]
    assert QApplication.focusWidget() is pane.composer.field


def test_no_questions_about_documents_of_ones_own(pane, link):
    opened(link, pane, document("my own.pdf"))
    assert pane.empty.buttons == []
    assert pane.empty.add_button.isHidden()


def test_while_the_first_documents_are_prepared_it_says_so(pane, link, session):
    link.opened.emit(LibrarySummary("/new", "New", 0, 0, 2, 0))
    assert pane.empty.add_button.isHidden()
    assert "as soon as" in pane.composer.field.placeholderText()
    session.summary = dataclasses.replace(session.summary, documents=1)
    session.summary_changed.emit()
    assert not pane.composer.field.isReadOnly()
