"""A small library to be searched, with a scripted language model."""

import pytest

from core.knowledge_base import KnowledgeBase
from tests.core.retrieval.scripted_model import ScriptedModel
from tests.library_making import LineChunker, WordHashEmbedder, prepared

TEXTS = {
    "Granary": "the granary of Saltby holds rice\nit was built by Ellen Marsh in 1874",
    "Marsh": "Ellen Marsh was an engineer\nshe was born in Northmoor near the river",
    "Mill": "the mill of Saltby grinds wheat\nthe miller sells flour on market day",
    "Northmoor": "Northmoor is a town by the river Ask\nits bridge is of stone",
    "Weather": "rain fell on the hills all week\nthe wind turned to the north",
    "粮仓": "盐城的粮仓存放稻谷\n它由马爱伦于1874年建成",
    "马爱伦": "马爱伦是一位工程师\n她出生在北原镇",
    "天气": "整个星期都在下雨\n风向转为北风",
}


@pytest.fixture
def made(tmp_path):
    """Opens the library with a model that gives these replies; with none there is no model."""
    opened = []

    def make(*replies):
        model = ScriptedModel(*replies) if replies else None
        library = KnowledgeBase.open(
            tmp_path / f"library{len(opened)}",
            create=True,
            embedder=WordHashEmbedder(),
            chunker=LineChunker(),
            model=model,
        )
        opened.append(library)
        library.add([prepared(library, text, title=title) for title, text in TEXTS.items()])
        return library, model

    yield make
    for library in opened:
        library.close()
