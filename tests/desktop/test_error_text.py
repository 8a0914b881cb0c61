"""Every error and notice has words of its own in both languages."""

import pytest

from core.errors import DamagedFile, ModelBusy, all_errors
from core.types import DocumentNotice, FileState, NoticeKind, QueuedFile
from desktop import error_text, translations
from desktop.error_words import Remedy

SUBJECT = {
    "name": "a.pdf",
    "path": "/here",
    "address": "http://127.0.0.1:1/v1",
    "seconds": "60",
    "status": "500",
    "reason": "full",
    "needed": "5 GB",
    "available": "4 GB",
    "source": "a mirror",
    "port": "8765",
    "remedy": "Save it anew.",
    "model": "Qwen",
}


@pytest.fixture(params=["en", "zh"])
def language(qapp, request):
    translations.install(qapp, request.param)
    yield request.param
    translations.install(qapp, "en")


def test_every_error_is_worded(language):
    assert error_text.kinds() == set(all_errors())
    for kind in all_errors():
        words = error_text.of_kind(kind, SUBJECT)
        assert words.title
        assert words.sentence.endswith((".", "。"))
        assert "{" not in words.sentence
        assert bool(words.button) == (words.remedy is not Remedy.NONE)


def test_chinese_is_not_english(qapp):
    for kind in all_errors():
        translations.install(qapp, "en")
        english = error_text.of_kind(kind, {})
        translations.install(qapp, "zh")
        chinese = error_text.of_kind(kind, {})
        assert english.title != chinese.title
        assert english.sentence != chinese.sentence
    translations.install(qapp, "en")


@pytest.mark.parametrize(("seconds", "said"), [("21", "21 seconds"), ("3600", "60 minutes")])
def test_how_long_a_server_is_busy_is_said_in_words(qapp, seconds, said):
    translations.install(qapp, "en")
    busy = ModelBusy(name="m", status=429, seconds=seconds)
    assert said in error_text.of_error(busy).sentence


def test_every_notice_is_worded_with_and_without_detail(language):
    for kind in NoticeKind:
        assert error_text.of_notice(DocumentNotice(kind))
        # Why a model could not is a code, which is never shown.
        shown = kind is not NoticeKind.CUT_WITHOUT_MODEL
        assert ("3, 5" in error_text.of_notice(DocumentNotice(kind, "3, 5"))) is shown


def test_a_name_with_braces_and_markup_stays_as_it_is(language):
    name = "{path} <b>{0}</b>.pdf"
    assert name in error_text.of_error(DamagedFile(name=name)).sentence


def test_a_locked_file_asks_for_its_password(language):
    file = QueuedFile(1, "/a.pdf", "a.pdf", FileState.FAILED, error="PasswordNeeded")
    assert error_text.of_file(file).remedy is Remedy.PASSWORD


def test_a_kind_from_a_newer_engine_still_has_words(language):
    assert error_text.of_kind("SomethingNew", {}).title
