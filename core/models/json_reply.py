"""Reading JSON that a language model wrote."""

import json
import re
from collections.abc import Mapping
from typing import Any

from core.errors import ModelNonsense

_JSON_ONLY = (
    "Reply with JSON only, without any other words, in the shape that this JSON schema describes:"
)
_FENCED = re.compile(r"\A```[\w-]*[ \t]*\n(.*?)\n?```\Z", re.DOTALL)


def json_wanted(schema: Mapping[str, Any]) -> str:
    """What is said to a model of which JSON of that shape is wanted."""
    return f"{_JSON_ONLY}\n{json.dumps(schema, ensure_ascii=False)}"


def parse_json(text: str, name: str) -> Any:
    """The one JSON value that a reply consists of; a code fence around it is taken off.

    Raises:
        ModelNonsense: it is not JSON; `name` is the model's.
    """
    text = text.strip()
    if fenced := _FENCED.match(text):
        text = fenced.group(1)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ModelNonsense(name=name) from error


def _refuse(constant: str) -> None:
    # Python takes NaN and Infinity, which are not JSON, and no comparison with them makes sense.
    raise ValueError(constant)
