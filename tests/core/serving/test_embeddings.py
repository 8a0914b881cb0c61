"""/v1/embeddings, asked by the openai library."""

import numpy as np
import openai
import pytest


def test_vectors_are_the_librarys_own(served, library):
    texts = ["barley", "granite arches", "x"] * 12
    with served.openai() as client:
        reply = client.embeddings.create(model="lectern-embeddings", input=texts)
        plain = client.embeddings.create(
            model="lectern-embeddings", input="barley", encoding_format="float"
        )
    got = np.array([each.embedding for each in reply.data], dtype=np.float32)
    assert np.allclose(got, library.embedder.embed(texts), atol=1e-6)
    assert np.allclose(plain.data[0].embedding, library.embedder.embed(["barley"])[0], atol=1e-6)
    assert [each.index for each in reply.data] == list(range(36))
    assert reply.usage.prompt_tokens == sum(library.embedder.count_tokens(texts))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"model": "text-embedding-3-small"}, openai.NotFoundError),
        ({"input": ""}, openai.BadRequestError),
        ({"input": []}, openai.BadRequestError),
        ({"input": [1, 2, 3]}, openai.BadRequestError),
        ({"input": ["a"] * 513}, openai.BadRequestError),
        ({"dimensions": 12}, openai.BadRequestError),
    ],
)
def test_what_it_does_not_do_it_says(served, change, kind):
    with served.openai() as client, pytest.raises(kind):
        client.embeddings.create(**{"model": "lectern-embeddings", "input": "a"} | change)


def test_models_are_listed_and_found_by_name(served, script):
    script["local:folder/small.gguf"] = None
    with served.openai() as client:
        names = [model.id for model in client.models.list()]
        assert names[:3] == ["lectern", "lectern-quotes", "lectern-embeddings"]
        assert client.models.retrieve("local:folder/small.gguf").owned_by == "scripted"
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("nobody")
