"""The catalogue's page: what is here, what there is, fetching, stopping, using, removing."""

import dataclasses

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton, QToolButton

from core import paths
from core.catalogue.removing import remove
from core.errors import BadRequest, DiskFull, DownloadFailed, EngineGone, UnsuitableModel
from core.events import Changes, Progress, Stage
from core.types import (
    CatalogueEntry,
    Fit,
    InstalledModel,
    MemoryNeed,
    ModelKind,
    ModelOverview,
    ModelState,
)
from desktop import translations
from desktop.incoming import Incoming
from desktop.models.catalogue_contents import IMPORTING, Sifting, best_pick, shows
from desktop.models.catalogue_page import CataloguePage
from desktop.models.catalogue_wording import words

GB = 1_000_000_000


def need(size, fit=Fit.WELL):
    return MemoryNeed(size, size // 4, 0, 16 * GB, fit)


def entry(id, size=2 * GB, fit=Fit.WELL, kind=ModelKind.CHAT, languages=("zh", "en"), **more):
    values = {
        "maker": "Maker", "licence": "MIT", "licence_url": "https://licence.example",
        "parameters": size / GB, "bytes": size, "context_tokens": 4096, "summary_en": "Good.",
        "summary_zh": "好。", "page": "https://page.example", "need": need(size, fit),
        "sites": ("hub.example", "mirror.example"),
    } | more  # fmt: skip
    return CatalogueEntry(id=id, name=id.title(), kind=kind, languages=languages, **values)


SMALL = entry("small", 1 * GB, first_choice=True)
MIDDLE = entry("middle", 3 * GB, first_choice=True)
TERMS = entry("terms", 2 * GB, restricted=True, licence="Maker’s terms", languages=("en",))
HUGE = entry("huge", 60 * GB, Fit.TOO_LARGE, first_choice=True)
READER = entry("reader", GB // 2, kind=ModelKind.EMBEDDING, languages=("zh",))
CATALOGUE = (SMALL, MIDDLE, TERMS, HUGE, READER)
HERE = InstalledModel(
    "local:here.gguf", "Here", ModelKind.CHAT, "/models/here.gguf", 2 * GB, need=need(2 * GB)
)
JUDGE = InstalledModel("local:judge", "Judge", ModelKind.RERANKER, "/models/judge", GB)
BROKEN = dataclasses.replace(
    HERE, name="local:bad.gguf", title="Bad", problem="ModelBroken", need=None
)


class Engine:
    """What the scripted engine has."""

    def __init__(self, link):
        self.link = link
        self.overview = ModelOverview((), CATALOGUE, folder="/models", free_bytes=99 * GB,
                                      memory_bytes=16 * GB)  # fmt: skip
        self.state = ModelState()
        link.answers["list_models"] = lambda: self.overview
        link.answers["model_state"] = lambda: self.state

    def has(self, *installed, **fields):
        self.overview = dataclasses.replace(self.overview, installed=installed, **fields)


@pytest.fixture
def engine(scripted_link):
    return Engine(scripted_link)


@pytest.fixture
def page(qtbot, scripted_session, engine):
    translations.install(qtbot_app(), "en")
    made = CataloguePage(scripted_session)
    qtbot.addWidget(made)
    made.resize(1000, 800)

    def show(*installed, **fields):
        engine.has(*installed, **fields)
        made.show()
        qtbot.waitUntil(lambda: made.contents.overview is not None)
        settle(qtbot, made)
        return made

    show.made = made
    return show


def settle(qtbot, page):
    """Wait until every row that is wanted is there."""
    qtbot.waitUntil(lambda: not page._making.isActive())


def qtbot_app():
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


def click(qtbot, button):
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def run(qtbot, page, name):
    qtbot.waitUntil(lambda: page.contents.job(name) is not None)
    return page.contents.job(name)


# ---- showing -------------------------------------------------------------------------------------


def test_the_first_time_one_is_recommended_and_the_rest_stands_below(page):
    shown = page()
    assert shown.pick.name == "middle"
    assert "Middle" in shown.pick.title.text()
    assert list(shown.entry_rows) == ["small", "terms", "reader"]
    assert shown.installed_rows == {}
    assert "quotes from your" in shown._none_here.text()
    assert "hub.example, mirror.example" in shown._sites.text()
    assert "16" in shown._computer.text()


def test_with_a_writing_model_none_is_recommended(page):
    assert page(HERE).pick is None


def test_the_recommendation_fits_and_speaks_the_language():
    assert best_pick(CATALOGUE, "en") is MIDDLE
    assert best_pick((SMALL, HUGE), "en") is SMALL
    assert best_pick((READER, TERMS), "en") is None
    assert best_pick([dataclasses.replace(MIDDLE, languages=("en",))], "zh") is None


def test_models_are_sifted(page, qtbot):
    shown = page(HERE)
    shown.fitting.setChecked(False)
    settle(qtbot, shown)
    assert "huge" in shown.entry_rows
    shown.kind.setCurrentIndex(shown.kind.findData(ModelKind.EMBEDDING.value))
    settle(qtbot, shown)
    assert list(shown.entry_rows) == ["reader"]
    shown.language.setCurrentIndex(shown.language.findData("en"))
    assert list(shown.entry_rows) == []
    assert shown._nothing.isVisible()
    assert shows(Sifting(), SMALL)
    assert not shows(Sifting(), HUGE)


def test_a_long_list_shows_its_beginning_until_all_is_wanted(page, qtbot):
    many = tuple(entry(f"model-{at:02}") for at in range(20))
    shown = page(HERE, catalogue=many)
    assert len(shown.entry_rows) == 8
    assert "12" in shown.all_of_them.text()
    click(qtbot, shown.all_of_them)
    settle(qtbot, shown)
    assert list(shown.entry_rows) == [each.id for each in many]
    assert not shown.all_of_them.isVisible()
    assert shown.entry_rows["model-08"].get.hasFocus()


def test_fit_is_a_word_a_shape_and_a_colour(page, qtbot):
    shown = page(HERE)
    shown.fitting.setChecked(False)
    settle(qtbot, shown)
    marks = {name: row.mark for name, row in shown.entry_rows.items()}
    assert marks["small"].word.text() == "Fits this computer"
    assert marks["huge"].word.text() == "Too large"
    assert marks["huge"].word.property("role") == "bad"
    assert marks["small"].grab().toImage() != marks["huge"].grab().toImage()


def test_a_model_tells_its_facts(page):
    fast = dataclasses.replace(HERE, words_a_second=8.4, licence="MIT")
    text = page(fast).installed_rows[HERE.name].facts.text()
    assert "Writes answers" in text
    assert "2.0 GB on the disk" in text
    assert "about 8 word" in text
    assert ", faster than you read" in text
    assert words.speed(0.4) == "less than a word a second"
    assert "faster" not in words.speed(2.0)
    assert words.languages(("zh", "en", "many")) == "Chinese, English and many more"
    assert words.languages(("en", "de", "fr")).startswith("English and 2 more language")


def test_a_broken_one_can_only_be_removed(page):
    row = page(HERE, BROKEN).installed_rows[BROKEN.name]
    assert "Damaged" in row.about.text()
    visible = [each for each in row.buttons() if each.isVisible()]
    assert visible == [row.remove]


def test_when_nothing_can_be_looked_up_it_says_so_and_tries_again(
    page, qtbot, scripted_link, engine
):
    def fail():
        raise EngineGone

    scripted_link.answers["list_models"] = fail
    made = page.made
    made.show()
    qtbot.waitUntil(lambda: made.contents.failure is not None)
    assert made.empty.isVisible()
    scripted_link.answers["list_models"] = lambda: engine.overview
    click(qtbot, made.empty.button)
    qtbot.waitUntil(lambda: made.area.isVisible())


def test_it_is_worded_anew_in_chinese(page, qapp, qtbot):
    shown = page(HERE, BROKEN)
    try:
        translations.install(qapp, "zh")
        qtbot.waitUntil(lambda: shown.entry_rows["small"].about.text() == "好。")
    finally:
        translations.install(qapp, "en")
    qtbot.waitUntil(lambda: shown.entry_rows["small"].about.text() == "Good.")


# ---- downloading ---------------------------------------------------------------------------------


def test_a_download_shows_how_far_it_is_is_paused_and_stopped(page, qtbot, scripted_link):
    scripted_link.held.add("download_model")
    shown = page(HERE)
    row = shown.entry_rows["small"]
    click(qtbot, row.get)
    job = run(qtbot, shown, "small")
    assert scripted_link.last("download_model") == {"entry": "small"}
    assert [each.verb_name for each in shown.contents.session.jobs] == ["download_model"]
    row = shown.entry_rows["small"]
    assert shown._there_rows.indexOf(row) == 0
    job.request.told.emit(
        Progress(Stage.DOWNLOADING, 250_000_000, 1_000_000_000, 90.0, "hub.example")
    )
    assert row.work.progress_words.text() == (
        f"250.0 MB of 1.0 GB · about {translations.duration(90)} left · from hub.example"
    )
    assert row.work.bar.value() == 250
    assert not row.get.isVisible()
    assert "250.0 MB" in row.work.bar.accessibleName()
    click(qtbot, row.work.pause)
    assert job.paused
    assert row.work.progress_words.text() == "Paused at 250.0 MB of 1.0 GB"
    click(qtbot, row.work.pause)
    assert not job.paused
    click(qtbot, row.work.stop)
    scripted_link.release("download_model")
    qtbot.waitUntil(lambda: shown.contents.job("small") is None)
    assert row.get.isVisible()


def test_the_recommended_one_is_fetched_and_offered_for_answers(
    page, qtbot, scripted_link, scripted_session, engine
):
    made = dataclasses.replace(HERE, entry="middle", title="Middle")

    def fetched(entry):
        engine.has(made)
        return (Changes(models=True), made)

    scripted_link.answers["download_model"] = fetched
    shown = page()
    said = []
    scripted_session.notice.connect(lambda *notice: said.append(notice))
    click(qtbot, shown.pick.get)
    qtbot.waitUntil(lambda: bool(said))
    text, word, action = said[0]
    assert (text, word) == ("“Middle” is on this computer now.", "Use for answers")
    action()
    assert scripted_session.settings.writing_model == "local:here.gguf"
    assert shown.installed_rows["local:here.gguf"].state.text() == "✓ Answers your questions"
    assert shown.pick is None


def test_terms_are_shown_before_anything_is_fetched(page, qtbot, scripted_link):
    scripted_link.held.add("download_model")
    shown = page(HERE)
    row = shown.entry_rows["terms"]
    click(qtbot, row.get)
    assert "set terms" in row.work.asking.text()
    assert row.licence.isVisible()
    assert "Maker’s terms" in row.work.asking_more.text()
    assert scripted_link.times("download_model") == 0
    qtbot.keyClick(row, Qt.Key.Key_Escape)
    assert not row.work.asking.isVisible()
    assert row.get.isVisible()
    click(qtbot, row.get)
    click(qtbot, row.work.yes)
    run(qtbot, shown, "terms")
    assert scripted_link.last("download_model") == {"entry": "terms"}


def test_one_that_was_stopped_is_offered_again_after_a_restart(page, qtbot, scripted_link):
    scripted_link.answers["discard_download"] = lambda entry: None
    shown = page(HERE, unfinished=("terms",), came=(500_000_000,))
    row = shown.entry_rows["terms"]
    assert shown._there_rows.indexOf(row) == 0
    assert row.state.text() == "Stopped at 500.0 MB of about 2.0 GB."
    assert row.get.text() == "Go on"
    click(qtbot, row.discard)
    qtbot.waitUntil(lambda: scripted_link.times("discard_download") == 1)
    qtbot.waitUntil(lambda: shown.contents.job("terms") is None)


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (DownloadFailed(name="Small", reason="hub: it cannot be reached."), "What came so far"),
        (
            DiskFull(path="/models", needed="3.0 GB", available="1.2 GB"),
            "It needs 3.0 GB, but only 1.2",
        ),
    ],
)
def test_what_goes_wrong_stands_in_the_row(page, qtbot, scripted_link, error, part):
    def fail(entry):
        raise error

    scripted_link.answers["download_model"] = fail
    shown = page(HERE)
    click(qtbot, shown.entry_rows["small"].get)
    row = shown.entry_rows["small"]
    qtbot.waitUntil(lambda: row.work.trouble.isVisible())
    assert part in row.work.advice.text()
    assert row.get.isVisible()


# ---- models here ---------------------------------------------------------------------------------


def test_a_model_is_used_and_left(page, qtbot, scripted_session):
    shown = page(HERE, JUDGE)
    row = shown.installed_rows[HERE.name]
    scripted_session.change_settings(answering="quoting")
    click(qtbot, row.use)
    settings = scripted_session.settings
    assert (settings.writing_model, settings.answering) == (HERE.name, "")
    assert row.state.isVisible()
    click(qtbot, row.use)
    assert scripted_session.settings.writing_model == ""
    click(qtbot, shown.installed_rows[JUDGE.name].use)
    assert scripted_session.settings.reranker == "/models/judge"


def test_speed_is_measured(page, qtbot, scripted_link, engine):
    def measured(name):
        engine.has(dataclasses.replace(HERE, words_a_second=6.0))
        return (Changes(models=True), None)

    scripted_link.answers["measure_model"] = measured
    scripted_link.held.add("measure_model")
    shown = page(HERE)
    row = shown.installed_rows[HERE.name]
    assert row.measure.text() == "Measure its speed"
    click(qtbot, row.measure)
    run(qtbot, shown, HERE.name)
    assert row.work.progress_words.text() == "Measuring how fast it is here…"
    assert row.work.stop.isVisible()
    assert not row.work.pause.isVisible()
    scripted_link.release("measure_model")
    qtbot.waitUntil(lambda: "about 6 word" in row.facts.text())
    assert row.measure.text() == "Measure again"


def test_what_is_loaded_is_told_and_freed(page, qtbot, scripted_link, engine):
    engine.state = ModelState(HERE.name, 4096, 2 * GB, GB // 2)
    scripted_link.answers["put_model_away"] = lambda: None
    shown = page(HERE)
    row = shown.installed_rows[HERE.name]
    qtbot.waitUntil(lambda: row.unload.isVisible())
    assert "in memory now: 2.5 GB" in row.facts.text()
    engine.state = ModelState()
    click(qtbot, row.unload)
    qtbot.waitUntil(lambda: not row.unload.isVisible() and row.use.isVisible())


def test_removing_says_what_it_costs_and_leaves_no_setting(
    page, qtbot, scripted_link, scripted_session, engine
):
    def removed(name):
        engine.has()
        return (Changes(models=True), None)

    scripted_link.answers["remove_model"] = removed
    scripted_session.change_settings(writing_model=HERE.name)
    shown = page(HERE)
    row = shown.installed_rows[HERE.name]
    click(qtbot, row.remove)
    assert "frees 2.0 GB" in row.work.asking_more.text()
    assert row.work.no.hasFocus() or not row.window().isActiveWindow()
    click(qtbot, row.work.no)
    assert scripted_link.times("remove_model") == 0
    click(qtbot, row.remove)
    click(qtbot, row.work.yes)
    qtbot.waitUntil(lambda: not shown.installed_rows)
    qtbot.waitUntil(lambda: scripted_session.settings.writing_model == "")


def test_why_a_model_is_not_removed_or_brought_in_is_said(home):
    """In words of the window, for all that the engine says in these places."""
    folder = paths.models_folder()
    (folder.parent / "theirs").mkdir()
    (folder.parent / "theirs" / "a.gguf").write_bytes(b"GGUF")
    folder.mkdir()
    (folder / "link").symlink_to(folder.parent / "theirs")
    with pytest.raises(BadRequest) as raised:
        remove("local:link/a.gguf")
    assert "is a link to another one" in words.trouble(raised.value)[1]
    many = UnsuitableModel(
        name="x", reason="it holds very many files; choose the folder of the model itself."
    )
    assert "very many files" in words.trouble(many)[1]


def test_a_model_that_could_not_be_removed_is_still_used(
    page, qtbot, scripted_link, scripted_session
):
    def fail(name):
        raise BadRequest(reason="It is in use.")

    scripted_link.answers["remove_model"] = fail
    scripted_session.change_settings(writing_model=HERE.name)
    row = page(HERE).installed_rows[HERE.name]
    click(qtbot, row.remove)
    click(qtbot, row.work.yes)
    qtbot.waitUntil(row.work.trouble.isVisible)
    assert scripted_session.settings.writing_model == HERE.name


def test_where_models_come_from_can_be_chosen(page, qtbot, scripted_session):
    shown = page()
    choice = shown.source
    assert not choice.source.isVisible()
    click(qtbot, choice.unfold)
    choice.source.setCurrentIndex(choice.source.findData("modelscope"))
    choice.source.activated.emit(choice.source.currentIndex())
    choice.proxy.setText(" http://127.0.0.1:7890 ")
    choice.proxy.editingFinished.emit()
    settings = scripted_session.settings
    assert (settings.model_source, settings.proxy) == ("modelscope", "http://127.0.0.1:7890")
    assert not choice.trouble.isVisible()


@pytest.mark.parametrize("typed", ["127.0.0.1:7890", "http://me:secret@proxy.example:80"])
def test_a_proxy_that_is_none_or_holds_a_password_is_not_kept(page, qtbot, scripted_session, typed):
    choice = page().source
    click(qtbot, choice.unfold)
    choice.proxy.setText(typed)
    choice.proxy.editingFinished.emit()
    assert scripted_session.settings.proxy == ""
    assert choice.trouble.isVisible()
    choice.proxy.setText("")
    choice.proxy.editingFinished.emit()
    assert not choice.trouble.isVisible()


# ---- from elsewhere ------------------------------------------------------------------------------


def test_files_are_brought_in_one_after_another(page, qtbot, scripted_link):
    scripted_link.held.add("import_model")
    shown = page()
    shown.bring_in(["/stick/a.gguf", "/stick/b.gguf"])
    job = run(qtbot, shown, IMPORTING)
    assert shown.importing.isVisible()
    assert shown.importing.title.text() == "Copying “a.gguf”"
    job.request.told.emit(Progress(Stage.COPYING, 5_000_000, 10_000_000))
    assert shown.importing.work.bar.value() == 500
    scripted_link.answers["import_model"] = lambda path: HERE
    scripted_link.release("import_model")
    qtbot.waitUntil(lambda: scripted_link.times("import_model") == 2)
    assert scripted_link.last("import_model") == {"path": "/stick/b.gguf"}
    qtbot.waitUntil(lambda: not shown.importing.isVisible())


def test_what_is_no_model_is_told_with_its_reason(page, qtbot, scripted_link):
    def refuse(path):
        raise UnsuitableModel(name="x.gguf", reason="it is an addition to another model.")

    scripted_link.answers["import_model"] = refuse
    shown = page()
    shown.bring_in(["/stick/x.gguf"])
    qtbot.waitUntil(lambda: shown.importing.work.trouble.isVisible())
    assert shown.importing.work.advice.text() == (
        "“x.gguf” was left where it is: it is an addition to another model."
    )
    click(qtbot, shown.importing.dismiss)
    assert not shown.importing.isVisible()


def test_model_files_that_are_dropped_go_to_the_models(qtbot, scripted_session):
    class Documents:
        def __init__(self):
            self.added = []

        def add_files(self, files):
            self.added += files

    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    documents = Documents()
    incoming = Incoming(scripted_session, documents, window)
    rooms, given = [], []
    scripted_session.models_requested.connect(rooms.append)
    scripted_session.model_files_given.connect(given.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/s/a.GGUF"), QUrl.fromLocalFile("/s/report.pdf")])
    incoming.take(mime)
    assert (rooms, given) == (["catalogue"], [["/s/a.GGUF"]])
    assert documents.added == ["/s/report.pdf"]


# ---- keyboard ------------------------------------------------------------------------------------


def test_every_button_has_a_name_and_tab_follows_the_eye(page, qtbot):
    shown = page(HERE, JUDGE)
    qtbot.waitUntil(lambda: len(shown.entry_rows) == 4)
    qtbot.wait(0)
    for button in (*shown.findChildren(QPushButton), *shown.findChildren(QToolButton)):
        if button.isVisible():
            assert button.accessibleName() or button.text()
    row = shown.installed_rows[HERE.name]
    way, widget = [], row.use
    for _ in range(400):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            way.append(widget)
        widget = widget.nextInFocusChain()
        if widget is row.use:
            break
    tops = [each.mapTo(shown, each.rect().topLeft()) for each in way]
    start = tops.index(min(tops, key=lambda at: (at.y(), at.x())))
    tops = tops[start:] + tops[:start]
    assert [at.y() // 40 for at in tops] == sorted(at.y() // 40 for at in tops)


def test_a_look_from_before_a_model_went_does_not_bring_it_back(
    page, engine, scripted_link, scripted_session, qtbot
):
    shown = page(HERE)
    begun_before = engine.overview
    engine.has()
    scripted_link.held.add("list_models")
    looks = iter((begun_before, engine.overview))
    scripted_link.answers["list_models"] = lambda: next(looks)
    scripted_session.changed.emit(Changes(models=True), None)
    scripted_session.changed.emit(Changes(models=True), None)
    scripted_link.release("list_models")
    qtbot.waitUntil(lambda: HERE.name not in shown.installed_rows)
