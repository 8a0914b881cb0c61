"""Reading JSON that a language model wrote."""

import json
import re
from typing import Any

from core.errors import ModelNonsense

_FENCED = re.compile(r"\A```[\w-]*[ \t]*\n(.*?)\n?```\Z", re.DOTALL)


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
