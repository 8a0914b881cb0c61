"""Services: added, agreed to, given a key and a model, tried, used, removed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from core.errors import KeyWanted, ModelUnreachable, WrongPassphrase
from core.types import PRESETS, Endpoint, EndpointCheck, KeyPlace
from desktop import translations
from desktop.models import services_page
from desktop.models.services_page import ServicesPage

HERE = Endpoint("Ollama", "http://127.0.0.1:11434/v1", "qwen3:4b")
AWAY = Endpoint("DeepSeek", "https://api.deepseek.com/v1", "big", allowed=True)
KEY = "sk-canary-123456"


@pytest.fixture
def answers(scripted_link):
    scripted_link.answers["key_place"] = lambda endpoint: KeyPlace.NONE
    scripted_link.answers["check_endpoint"] = lambda endpoint: EndpointCheck(("a", "b"), 0.2)
    scripted_link.answers["forget_key"] = lambda endpoint: None
    return scripted_link.answers


@pytest.fixture
def page(scripted_session, answers, qtbot, qapp):
    translations.install(qapp, "en")
    made = ServicesPage(scripted_session)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot, field, text):
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def opened(page, session, endpoint):
    session.change_settings(endpoints=(endpoint,))
    page.cards[endpoint.name].open()
    return page.cards[endpoint.name]


def at_rest(qtbot, card):
    qtbot.waitUntil(lambda: card._request is None)


# ---- adding --------------------------------------------------------------------------------------


def test_a_program_on_this_computer_is_added_with_one_press(page, scripted_session, qtbot):
    press(qtbot, page.presets["Ollama"])
    card = page.cards["Ollama"]
    assert card.is_open
    assert "nothing leaves" in card.where.text()
    assert not card._consent_box.isVisible()
    # It is on this computer, so it can be asked at once which models it has.
    qtbot.waitUntil(lambda: card.model.count() == 2)
    assert "2 model" in card.outcome.text()
    [made] = scripted_session.settings.endpoints
    assert (made.address, made.model, made.timeout) == ("http://127.0.0.1:11434/v1", "", 180.0)


def test_pressing_it_again_opens_the_one_there_is(page, scripted_session, qtbot):
    press(qtbot, page.presets["Ollama"])
    press(qtbot, page.presets["LM Studio"])
    assert not page.cards["Ollama"].is_open
    press(qtbot, page.presets["Ollama"])
    assert page.cards["Ollama"].is_open
    assert not page.cards["LM Studio"].is_open
    assert len(scripted_session.settings.endpoints) == 2


def test_another_address_becomes_a_service_when_it_is_known(page, scripted_session, qtbot):
    press(qtbot, page.other)
    card = page._draft
    assert QApplication.focusWidget() is card.address
    for text in ("not an address", "https://me:secret@box.example"):
        write(qtbot, card.address, text)
        assert card.address_flaw.isVisible()
        assert scripted_session.settings.endpoints == ()
    write(qtbot, card.address, "http://box.example:8000")
    [made] = scripted_session.settings.endpoints
    # Without a path it gets the one that nearly all servers have.
    assert (made.name, made.address) == ("box.example", "http://box.example:8000/v1")
    assert page.cards == {"box.example": card}
    assert "not encrypted" in card.open_way.text()
    assert card.open_way.isVisible()
    press(qtbot, page.other)
    write(qtbot, page._draft.address, "http://box.example:9000/v1")
    assert [each.name for each in scripted_session.settings.endpoints][1] == "box.example 2"
    # A name that stands for something else would never be reached.
    press(qtbot, page.other)
    write(qtbot, page._draft.address, "http://model:9000/v1")
    assert [each.name for each in scripted_session.settings.endpoints][2] == "model 2"


def test_an_empty_one_goes_away_when_it_is_closed(page, scripted_session, qtbot):
    press(qtbot, page.other)
    qtbot.keyClick(page._draft.address, Qt.Key.Key_Escape)
    assert page._draft is None
    assert scripted_session.settings.endpoints == ()
    assert QApplication.focusWidget() is page.other


# ---- consent -------------------------------------------------------------------------------------


def test_a_service_elsewhere_is_asked_nothing_before_the_person_agrees(
    page, scripted_session, scripted_link, answers, qtbot
):
    answers["key_place"] = lambda endpoint: KeyPlace.KEYRING
    press(qtbot, page.presets["DeepSeek"])
    card = page.cards["DeepSeek"]
    assert "api.deepseek.com" in card.sent.text()
    assert "Nothing is sent" in card.where.text()
    assert QApplication.focusWidget() is card.consent
    assert not card.try_it.isEnabled()
    write(qtbot, card._model_field, "deepseek-chat")
    assert not card.use.isVisible()
    qtbot.waitUntil(lambda: card.key.place is KeyPlace.KEYRING)
    assert scripted_link.times("check_endpoint") == 0
    qtbot.keyClick(card.consent, Qt.Key.Key_Space)
    assert scripted_session.settings.endpoint("DeepSeek").allowed
    qtbot.waitUntil(lambda: scripted_link.times("check_endpoint") == 1)
    at_rest(qtbot, card)
    assert card.try_it.isEnabled()
    assert card.use.isVisible()


def test_a_yes_is_for_one_address(page, scripted_session, scripted_link, qtbot):
    card = opened(page, scripted_session, replace(AWAY, key_variable="DEEPSEEK_KEY"))
    at_rest(qtbot, card)
    asked = scripted_link.times("check_endpoint")
    write(qtbot, card.address, "https://elsewhere.example/v1")
    now = scripted_session.settings.endpoint("DeepSeek")
    assert (now.address, now.allowed, now.model) == ("https://elsewhere.example/v1", False, "")
    # Neither is a key that was meant for the other.
    assert now.key_variable == ""
    assert "elsewhere.example" in card.sent.text()
    assert not card.consent.isChecked()
    assert scripted_link.times("check_endpoint") == asked


def test_taking_a_yes_back_counts_at_once(page, scripted_session, qtbot):
    card = opened(page, scripted_session, AWAY)
    card.consent.click()
    assert not scripted_session.settings.endpoint("DeepSeek").allowed
    assert not card.use.isVisible()


# ---- keys ----------------------------------------------------------------------------------------


def test_a_key_goes_to_the_engine_and_out_of_the_field(
    page, scripted_session, scripted_link, answers, qtbot
):
    answers["keep_key"] = lambda **said: KeyPlace.KEYRING
    card = opened(page, scripted_session, AWAY)
    key = card.key
    assert key.field.echoMode() is QLineEdit.EchoMode.Password
    assert key.get.isVisible()
    assert not key.keep.isVisible()
    qtbot.keyClicks(key.field, KEY)
    press(qtbot, key.keep)
    qtbot.waitUntil(lambda: "keyring" in key.state.text())
    assert scripted_link.last("keep_key") == {
        "endpoint": AWAY, "key": KEY, "passphrase": "", "place": "keyring",
    }  # fmt: skip
    assert key.field.text() == ""
    assert "canary" not in repr(scripted_session.settings)


def test_a_keyring_that_does_not_work_is_said_and_a_passphrase_offered(
    page, scripted_session, answers, scripted_link, qtbot
):
    answers["keep_key"] = lambda **said: KeyPlace.FILE if said["passphrase"] else KeyPlace.SESSION
    key = opened(page, scripted_session, AWAY).key
    qtbot.keyClicks(key.field, KEY)
    press(qtbot, key.keep)
    qtbot.waitUntil(lambda: "does not work here" in key.state.text())
    qtbot.keyClicks(key.field, KEY)
    assert key.passphrase.isVisible()
    qtbot.keyClicks(key.passphrase, "correct horse")
    qtbot.keyClick(key.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: key.place is KeyPlace.FILE)
    assert scripted_link.last("keep_key")["passphrase"] == "correct horse"
    assert key.passphrase.text() == ""


def test_locked_keys_want_their_passphrase(page, scripted_session, answers, scripted_link, qtbot):
    place = [KeyPlace.LOCKED]
    answers["key_place"] = lambda endpoint: place[0]

    def unlock(passphrase):
        if passphrase != "right":
            raise WrongPassphrase
        place[0] = KeyPlace.FILE

    answers["unlock_keys"] = unlock
    key = opened(page, scripted_session, AWAY).key
    qtbot.waitUntil(key.unlock.isVisible)
    assert not key.unlock.isEnabled()
    write(qtbot, key.passphrase, "wrong")
    qtbot.waitUntil(lambda: "does not open" in key.trouble.text())
    write(qtbot, key.passphrase, "right")
    qtbot.waitUntil(lambda: key.place is KeyPlace.FILE)
    assert not key.unlock.isVisible()
    assert key.trouble.text() == ""
    press(qtbot, key.forget)
    qtbot.waitUntil(lambda: key.place is KeyPlace.NONE)
    assert scripted_link.times("forget_key") == 1


def test_what_was_typed_for_one_address_is_not_kept_for_another(page, scripted_session, qtbot):
    card = opened(page, scripted_session, AWAY)
    qtbot.keyClicks(card.key.field, KEY)
    write(qtbot, card.address, "https://elsewhere.example/v1")
    assert card.key.field.text() == ""


# ---- model, trying, using ------------------------------------------------------------------------


def test_a_model_is_chosen_tried_and_used(page, scripted_session, answers, qtbot):
    answers["check_endpoint"] = lambda endpoint: EndpointCheck(
        ("a", "b"), 0.2, "ready" if endpoint.model else "", 32768 if endpoint.model else 0
    )
    press(qtbot, page.presets["Ollama"])
    card = page.cards["Ollama"]
    qtbot.waitUntil(lambda: card.model.count() == 2)
    card.model.setCurrentIndex(1)
    card.model.activated.emit(1)
    assert scripted_session.settings.endpoint("Ollama").model == "b"
    at_rest(qtbot, card)
    card.try_it.setFocus()
    qtbot.keyClick(card.try_it, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "answers" in card.outcome.text())
    at_rest(qtbot, card)
    assert scripted_session.settings.endpoint("Ollama").context_tokens == 32768
    press(qtbot, card.use)
    settings = scripted_session.settings
    assert (settings.writing_model, settings.answering) == ("Ollama", "")
    assert card.state.isVisible()
    press(qtbot, card.use)
    assert scripted_session.settings.writing_model == ""
    assert not card.state.isVisible()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelUnreachable(name="x", address="http://127.0.0.1:11434/v1"), "11434"),
        (KeyWanted(name="x", address="here", status=401), "key"),
    ],
)
def test_what_went_wrong_is_said_on_the_card(page, scripted_session, answers, qtbot, error, said):
    def fail(endpoint):
        raise error

    answers["check_endpoint"] = fail
    card = opened(page, scripted_session, HERE)
    qtbot.waitUntil(lambda: said in card.outcome.text())
    assert card.try_it.isEnabled()


def test_an_outcome_of_what_it_was_before_is_not_shown(
    page, scripted_session, scripted_link, qtbot
):
    card = opened(page, scripted_session, HERE)
    at_rest(qtbot, card)
    scripted_link.held.add("check_endpoint")
    press(qtbot, card.try_it)
    write(qtbot, card._model_field, "another")
    scripted_link.release("check_endpoint")
    at_rest(qtbot, card)
    assert "answers" not in card.outcome.text()


# ---- details -------------------------------------------------------------------------------------


def test_details_are_folded_away_and_kept(page, scripted_session, qtbot):
    card = opened(page, scripted_session, AWAY)
    more = card.more
    assert not more.headers.isVisible()
    press(qtbot, more.fold)
    write(qtbot, more.context, "8192")
    write(qtbot, more.timeout, "90")
    write(qtbot, more.proxy, "http://127.0.0.1:3128")
    more.headers.setFocus()
    more.headers.setPlainText("X-Team: archive\n\n")
    card.address.setFocus()
    now = scripted_session.settings.endpoint("DeepSeek")
    assert (now.context_tokens, now.timeout, now.proxy) == (8192, 90.0, "http://127.0.0.1:3128")
    assert now.headers == ("X-Team: archive",)
    assert now.allowed


@pytest.mark.parametrize(
    "line", ["Authorization: Bearer x", "Host: a", "nonsense", "X-Key: sk-0123456789abcdef"]
)
def test_a_line_that_may_not_be_sent_is_not_kept(page, scripted_session, qtbot, line):
    card = opened(page, scripted_session, AWAY)
    press(qtbot, card.more.fold)
    card.more.headers.setFocus()
    card.more.headers.setPlainText(line)
    card.address.setFocus()
    assert card.more.trouble.isVisible()
    assert scripted_session.settings.endpoint("DeepSeek").headers == ()


# ---- removing ------------------------------------------------------------------------------------


def notices(session):
    said = []
    session.notice.connect(lambda text, action, callback: said.append((text, callback)))
    return said


def test_removing_can_be_undone(page, scripted_session, scripted_link, qtbot):
    said = notices(scripted_session)
    scripted_session.change_settings(endpoints=(AWAY, HERE), writing_model="DeepSeek")
    page.cards["DeepSeek"].open()
    press(qtbot, page.cards["DeepSeek"].remove)
    assert scripted_session.settings.endpoints == (HERE,)
    assert scripted_session.settings.writing_model == ""
    assert list(page.cards) == ["Ollama"]
    [(text, undo)] = said
    assert "DeepSeek" in text
    undo()
    assert scripted_session.settings.endpoints == (AWAY, HERE)
    assert scripted_session.settings.writing_model == "DeepSeek"
    scripted_session.leaving.emit()
    assert scripted_link.times("forget_key") == 0


def test_a_key_goes_with_its_service_when_it_was_not_undone(
    page, scripted_session, scripted_link, qtbot, monkeypatch
):
    monkeypatch.setattr(services_page, "_FORGET_MILLISECONDS", 10)
    card = opened(page, scripted_session, AWAY)
    press(qtbot, card.remove)
    qtbot.waitUntil(lambda: scripted_link.times("forget_key") == 1)
    assert scripted_link.last("forget_key") == {"endpoint": AWAY}


def test_leaving_does_at_once_what_could_still_be_undone(
    page, scripted_session, scripted_link, qtbot
):
    press(qtbot, opened(page, scripted_session, AWAY).remove)
    scripted_session.leaving.emit()
    assert scripted_link.times("forget_key") == 1


# ---- keyboard and names --------------------------------------------------------------------------


def tab(widget):
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
    return QApplication.focusWidget()


def test_tab_goes_through_the_cards_and_then_to_what_can_be_added(page, scripted_session, qtbot):
    scripted_session.change_settings(endpoints=(HERE, AWAY))
    page.cards["Ollama"].open()
    at_rest(qtbot, page.cards["Ollama"])
    page.cards["Ollama"].use.setFocus()
    way, at = [], QApplication.focusWidget()
    while at is not page.other and len(way) < 60:
        way.append(at)
        at = tab(at)
    here, away = page.cards["Ollama"], page.cards["DeepSeek"]
    wanted = [
        here.use, here.change, here.address, here.key.field, here.model, here.more.fold,
        here.try_it, here.remove, away.use, away.change,
        *(page.presets[each.name] for each in PRESETS),
    ]  # fmt: skip
    assert [each for each in way if each is not here._model_field] == [
        each for each in wanted if each is not here._model_field
    ]


def test_escape_closes_the_form(page, scripted_session, qtbot):
    card = opened(page, scripted_session, HERE)
    qtbot.keyClick(card._model_field, Qt.Key.Key_Escape)
    assert not card.is_open
    assert QApplication.focusWidget() is card.change


def test_every_control_has_a_name(page, scripted_session, qtbot):
    scripted_session.change_settings(endpoints=(AWAY,))
    controls = [*page.cards["DeepSeek"].controls(), page.other, *page.presets.values()]
    nameless = [
        each
        for each in controls
        if not (each.accessibleName() or getattr(each, "text", lambda: "")())
    ]
    assert nameless == []


def test_words_follow_the_language(page, scripted_session, qapp, qtbot):
    scripted_session.change_settings(endpoints=(AWAY,))
    translations.install(qapp, "zh")
    page.retranslate()
    translations.install(qapp, "en")
    page.retranslate()
    assert "api.deepseek.com" in page.cards["DeepSeek"].where.text()
