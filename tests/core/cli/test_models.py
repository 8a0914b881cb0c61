"""Models from a terminal: listed, brought in, fetched over real HTTP, removed."""

import dataclasses
import json

import pytest

from core import settings
from core.catalogue import sources
from core.cli import main
from core.models import chosen
from tests.core.catalogue.making import gguf_bytes, gguf_file
from tests.scripted_hub import ScriptedHub


@pytest.fixture
def models(capsys):
    def run(*arguments):
        code = main(["models", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_catalogue_is_listed_with_how_it_fits(models):
    code, listed = models("list")
    assert code == 0
    assert listed["installed"] == []
    assert {"endpoints", "writing_model", "reranker"} <= set(listed)
    small = next(each for each in listed["catalogue"] if each["id"] == "qwen3-0.6b")
    assert small["fit"] in ("well", "tight", "too_large")
    assert small["bytes"] > 100_000_000


def test_a_file_is_brought_in_chosen_and_removed(models, tmp_path, monkeypatch):
    put_away = []
    monkeypatch.setattr(chosen, "put_away", lambda name="": put_away.append(name), raising=False)
    file = gguf_file(tmp_path / "stick" / "小模型.gguf")
    code, added = models("add", str(file))
    assert code == 0
    assert added["model"]["name"] == "local:小模型.gguf"
    name = added["model"]["name"]
    settings.save(dataclasses.replace(settings.load(), writing_model=name, answering=name))
    assert [each["name"] for each in models("list")[1]["installed"]] == [name]
    assert models("remove", "小模型") == (0, {"removed": name})
    assert put_away == [name]
    assert models("list")[1]["installed"] == []
    assert (settings.load().writing_model, settings.load().answering) == ("", "")


def test_a_model_is_fetched(models, monkeypatch):
    name = "Qwen3-0.6B-Q8_0.gguf"
    with ScriptedHub({name: gguf_bytes(50_000)}) as hub:
        monkeypatch.setitem(sources.ADDRESSES, "huggingface", hub.address)
        monkeypatch.delenv("HF_ENDPOINT", raising=False)
        code, fetched = models("download", "qwen3-0.6b")
    assert code == 0
    assert fetched["model"]["name"] == f"local:{name}"
    assert fetched["model"]["entry"] == "qwen3-0.6b"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("download", "none-such"), "NotFound"),
        (("add", "/nowhere/at/all.gguf"), "ModelMissing"),
        (("remove", "nothing"), "NotFound"),
    ],
)
def test_what_is_not_there_is_an_error_by_name(models, arguments, kind):
    code, said = models(*arguments)
    assert (code, said["error"]["kind"]) == (1, kind)


def test_people_get_tables(capsys, tmp_path):
    main(["models", "add", str(gguf_file(tmp_path / "a.gguf"))])
    assert "local:a.gguf" in capsys.readouterr().out
    assert main(["models", "list"]) == 0
    told = capsys.readouterr().out
    assert "local:a.gguf" in told
    assert "qwen3-4b-2507" in told
    assert "terms apply" in told
