"""A model on this computer, in its worker process, asked from outside."""

import shutil

import pytest

from core import paths
from tests.tiny_llama import random_model

MESSAGES = [{"role": "user", "content": "Say something."}]


@pytest.fixture
def named():
    """A tiny model with random weights in the models folder; put away at the end."""
    from core.models import chosen

    folder = paths.models_folder()
    folder.mkdir(parents=True)
    shutil.copy(random_model().gguf("f16"), folder / "tiny.gguf")
    yield "local:tiny.gguf"
    chosen.put_away()


def test_it_is_listed_writes_and_counts(served, named):
    with served.openai() as client:
        assert named in [model.id for model in client.models.list()]
        whole = client.chat.completions.create(model=named, messages=MESSAGES, max_tokens=12)
        chunks = list(
            client.chat.completions.create(
                model=named,
                messages=MESSAGES,
                max_tokens=12,
                stream=True,
                stream_options={"include_usage": True},
            )
        )
    streamed = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert streamed.strip() == whole.choices[0].message.content.strip()
    assert whole.usage.prompt_tokens > 3
    assert 0 < whole.usage.completion_tokens <= 12
    # The prompt had been read for the first reply.
    assert chunks[-1].usage.prompt_tokens_details.cached_tokens > 0
