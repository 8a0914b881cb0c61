"""How fast a model on this computer is, in words a person knows.

A token is a part of a word. How many words a token is depends on the vocabulary, so a text of both
languages is cut with the model's own: words of English and characters of Chinese count alike, as
someone who types counts them. Words a second are tokens a second times the words of that text for
each of its tokens.
"""

import re
import time
from contextlib import closing

from core.errors import ModelNonsense
from core.events import Progress, Road, Stage, Token
from core.models.local import open_local
from core.protocols import ChatMessage
from core.types import ModelSpeed

_TOKENS = 96
"""Read, and written, to measure."""
_SAMPLE = (
    "The council met on Monday to discuss the new library, which will open in the spring. Its "
    "reading room has space for two hundred visitors, and children can borrow books without a "
    "card. Most of the money was given by people who live nearby.\n"
    "周一，委员会开会讨论了新图书馆的建设，它将于明年春天开放。阅览室可以容纳两百名读者，"
    "孩子们不用办证就能借书。大部分资金来自附近的居民。\n"
)
_WORD = re.compile(r"[A-Za-z]+|[0-9]+|[\u3400-\u9fff]")


def measure(name: str) -> Road[ModelSpeed]:
    """Load a model anew and measure it.

    `first_word_seconds` is the time from a short question to the first piece of its answer, once
    the model is loaded.

    Raises:
        ModelError: as LocalModel.write.
    """
    model = open_local(name)
    yield Progress(Stage.MEASURING, 0, 0)
    model.put_away()
    with closing(model.measured(_TOKENS)) as measuring:
        while True:
            try:
                next(measuring)
            except StopIteration as end:
                found = end.value
                break
            yield Progress(Stage.MEASURING, 0, 0)
    [tokens] = model.count_tokens([_SAMPLE])
    began = time.monotonic()
    first = 0.0
    writing = model.write([ChatMessage("user", "What is a library for?")], max_tokens=8)
    try:
        with closing(writing):
            for token in writing:
                if isinstance(token, Token) and token.text and not first:
                    first = time.monotonic() - began
                yield Progress(Stage.MEASURING, 0, 0)
    except ModelNonsense:
        first = time.monotonic() - began  # it was quick to say nothing
    words = len(_WORD.findall(_SAMPLE)) / max(1, tokens)
    return ModelSpeed(
        name=name,
        words_a_second=found["writing"] * words,
        tokens_a_second=found["writing"],
        reading_tokens_a_second=found["reading"],
        first_word_seconds=first,
        load_seconds=found["loading"],
    )
