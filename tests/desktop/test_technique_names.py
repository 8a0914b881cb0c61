"""Every technique that is registered has a plain name in both languages."""

import re

import pytest

from core import registry
from core.types import Choice
from desktop import translations
from desktop.technique_names import technique_names


@pytest.mark.parametrize("table", ["chunkers", "retrievers"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_registered_technique_has_a_plain_name(qapp, table, language):
    translations.install(qapp, language)
    try:
        for plug in registry.TABLES[table]:
            name = technique_names.of_choice(Choice(table, plug))
            assert name.technical == plug
            assert name.plain != plug
            assert name.sentence
            assert bool(re.search(r"[\u4e00-\u9fff]", name.plain)) == (language == "zh")
    finally:
        translations.install(qapp, "en")


def test_reading_models_are_called_by_where_they_come_from():
    assert technique_names.embedder("minilm").plain == "the built-in reading model"
    assert technique_names.embedder("gguf:/models/bge-m3.Q8.gguf").plain == (
        "reading model “bge-m3.Q8”"
    )
    assert technique_names.embedder("endpoint:desk").plain == "reading model at “desk”"


def test_a_technique_of_another_package_keeps_its_own_name():
    assert technique_names.chunker("by-verse").plain == "by-verse"
