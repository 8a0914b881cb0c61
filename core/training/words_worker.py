"""The process that turns examples into tokens as training does, for counting and for showing.

Orders:  {"do": "count", "base": bytes, "examples": [[messages, answer], …]}
         {"do": "show", "base": bytes, "example": [messages, answer]}
         messages are [[role, text], …]; the base is a GGUF file or a folder of transformers.
Answers: {"begun": true} once its libraries are loaded, then {"lengths": […]} or
         {"text", "ids", "starts", "ends", "learns"}; {"error", "subject"} at any time.
It loads no weights, has no network and ends when stdin does.
"""

import os
import queue
import threading
import traceback
from pathlib import Path
from typing import Any

from core import wire
from core.errors import LecternError, ModelBroken
from core.gguf.files import file_in
from core.llama.library import library
from core.llama.spelling import spans
from core.processes.spawning import die_with_parent
from core.processes.worker_side import listen, own_stdout, refuse_network
from core.training.opened_base import kind_of
from core.training.words import FolderWords, GgufWords, Words, example_tokens


def main() -> None:
    """Serve until stdin ends."""
    answers = own_stdout()
    die_with_parent()
    refuse_network()
    os.environ["HF_HUB_OFFLINE"] = "1"
    orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(orders.put,), daemon=True).start()
    opened: dict[bytes, Words] = {}
    while True:
        order = orders.get()
        place = Path(os.fsdecode(order["base"]))
        try:
            _load_libraries(place)
            wire.write(answers, {"begun": True})
            if order["base"] not in opened:
                opened = {order["base"]: words_of(place)}
            wire.write(answers, _answered(opened[order["base"]], order))
        except LecternError as error:
            wire.write(answers, {"error": error.kind, "subject": error.subject})
        except Exception:
            # A template or a tokenizer of a stranger; the log keeps what it said.
            traceback.print_exc()
            broken = ModelBroken(name=place.name)
            wire.write(answers, {"error": broken.kind, "subject": broken.subject})


def _load_libraries(place: Path) -> None:
    """What takes long on a busy computer and is no fault of a base."""
    if kind_of(place) == "folder":
        import transformers  # noqa: F401
    else:
        library()


def words_of(place: Path) -> Words:
    """The vocabulary of a base, without its weights.

    Raises:
        ModelMissing, UnsuitableModel: there is none that can be taught.
        ModelBroken: it cannot be read.
    """
    return FolderWords(place) if kind_of(place) == "folder" else GgufWords(file_in(place))


def _answered(words: Words, order: dict[str, Any]) -> dict[str, Any]:
    if order["do"] == "count":
        return {"lengths": [len(_tokens(words, each)[0]) for each in order["examples"]]}
    tokens, learns = _tokens(words, order["example"])
    pieces = words.pieces(tokens)
    text = b"".join(pieces).decode("utf-8", "replace")
    places = spans(text, pieces)
    return {
        "text": text,
        "ids": tokens,
        "starts": [start for start, _ in places],
        "ends": [end for _, end in places],
        "learns": learns,
    }


def _tokens(words: Words, example: Any) -> tuple[list[int], int]:
    messages, answer = example
    return example_tokens(words, [(role, text) for role, text in messages], answer)


if __name__ == "__main__":
    main()
