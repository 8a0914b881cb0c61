"""Instructions are kept as files: never written over, and a broken one spoils nothing."""

import dataclasses

import pytest

from core import paths, settings
from core.errors import BadRequest, NotFound
from core.prompting import prompt_file, store
from core.types import Prompt, PromptStyle


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path))
    return tmp_path


def own(title="Short", text="Be short.", **fields):
    return Prompt("", title, PromptStyle.ZERO_SHOT, text, **fields)


def test_those_of_the_program_are_whole_and_come_in_both_languages():
    there = {prompt.id: prompt for prompt in store.prompts()}
    assert store.broken() == ()
    for style in PromptStyle:
        assert {one.language for one in there.values() if one.style is style} == {"en", "zh"}
    for prompt in there.values():
        assert not prompt.own
        assert (prompt.version, prompt.versions, prompt.changed) == (1, 1, 0.0)
        assert ("{examples}" in prompt.text) == (prompt.style is PromptStyle.FEW_SHOT)


@pytest.mark.parametrize(("language", "title"), [("zh", "常用"), ("en", "Usual")])
def test_titles_are_in_the_language_of_the_window(language, title):
    settings.save(settings.Settings(language=language))
    assert store.versions("usual-zh")[0].title.startswith(title)


def test_each_change_is_a_version_and_none_is_lost():
    first = store.save(own())
    assert (first.id, first.version, first.own) == ("short", 1, True)
    assert first.changed > 0
    second = store.save(dataclasses.replace(first, text="Be shorter."))
    assert (second.version, second.versions) == (2, 2)
    back = store.save(first)
    assert [one.text for one in store.versions("short")] == [
        "Be short.",
        "Be shorter.",
        "Be short.",
    ]
    assert store.save(back) == back
    assert len(store.versions("short")) == 3


def test_a_changed_one_of_the_program_stands_for_it_until_it_is_removed():
    before = store.wanted("", "en")
    changed = store.save(dataclasses.replace(before, text="Quote."))
    assert (changed.id, changed.version, changed.own) == ("usual-en", 2, True)
    assert store.wanted("", "en").text == "Quote."
    assert [one.own for one in store.versions("usual-en")] == [True, False]
    store.remove("usual-en")
    assert store.wanted("", "en") == before
    with pytest.raises(NotFound):
        store.remove("usual-en")


def test_ids_are_names_of_files_on_every_system():
    ids = [store.save(own(title)).id for title in ("Kurz & knapp", "简短", "CON", "Kurz knapp")]
    assert ids == ["kurz-knapp", "instruction", "instruction-2", "kurz-knapp-2"]
    for bad in ("../x", "a/b", "nul", "A", ".", "x" * 70, "a b"):
        with pytest.raises(BadRequest):
            store.save(dataclasses.replace(own(), id=bad))


@pytest.mark.parametrize(
    "prompt",
    [
        own(title=" "),
        own(text="\n"),
        own(text="x" * (prompt_file.LONGEST + 1)),
        own(text="\0"),
        own(title="\udcff"),
        own(language="de"),
    ],
)
def test_what_cannot_be_kept_is_refused(prompt):
    with pytest.raises(BadRequest):
        store.save(prompt)
    assert not (paths.config_folder() / "prompts").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no head",
        b"---\ntitle: x\n",
        b"---\ntitle: x\n---\n\n",
        b"---\ntitle: x\nstyle: odd\n---\ntext",
        b"---\ntitle: x\nlanguage: xx\n---\ntext",
        b"---\n---\ntext",
        b"\xff\xfe",
        b"---\ntitle: x\n---\n" + b"y" * 200_000,
    ],
)
def test_a_broken_version_is_passed_over_named_and_not_written_over(content):
    store.save(own())
    file = paths.config_folder() / "prompts" / "short" / "2.md"
    file.write_bytes(content)
    assert [one.version for one in store.versions("short")] == [1]
    assert [path for path, _ in store.broken()] == [str(file)]
    assert store.save(own(text="New.", title="Short"))
    saved = store.save(dataclasses.replace(store.versions("short")[0], text="Third."))
    assert saved.version == 3
    assert file.read_bytes() == content


def test_a_disk_without_second_names_keeps_versions_too(monkeypatch):
    def refused(*_):
        raise OSError("no links here")

    monkeypatch.setattr(prompt_file.os, "link", refused)
    first = store.save(own())
    assert store.save(dataclasses.replace(first, text="Other.")).version == 2
    target = paths.config_folder() / "prompts" / "short" / "1.md"
    with pytest.raises(FileExistsError):
        prompt_file.write_new(target, first)
    assert sorted(each.name for each in target.parent.iterdir()) == ["1.md", "2.md"]


def test_the_question_chooses_the_language_and_settings_the_instruction():
    assert store.wanted("", "zh").id == "usual-zh"
    assert store.wanted("few-shot-zh", "en").id == "few-shot-en"
    assert store.wanted("few-shot", "zh").id == "few-shot-zh"
    mine = store.save(own())
    assert store.wanted(mine.id, "zh").id == mine.id
    settings.save(settings.Settings(prompt="step-by-step-en"))
    assert store.wanted("", "zh").id == "step-by-step-zh"
    settings.save(settings.Settings(prompt="gone"))
    assert store.wanted("", "zh").id == "usual-zh"
    with pytest.raises(NotFound):
        store.wanted("gone", "zh")
    with pytest.raises(NotFound):
        store.versions("../../etc")
