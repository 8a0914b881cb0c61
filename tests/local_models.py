"""Models in the models folder of a test's home: tiny ones, with templates of any kind."""

import shutil

from core import paths
from tests.tiny_llama import TEMPLATE, random_model

_ALIGNMENT = 32

TOOL_TEMPLATE = (
    "{% if tools %}<|im_start|>system\nTools:\n{% for tool in tools %}{{ tool | tojson }}\n"
    "{% endfor %}Call one with <tool_call>…</tool_call>.<|im_end|>\n{% endif %}" + TEMPLATE
)
ENDLESS = (
    "{% for a in range(90000) %}{% for b in range(90000) %}{% for c in range(90000) %}"
    "{% endfor %}{% endfor %}{% endfor %}"
)


def installed(name="tiny.gguf", form="q8_0", experts=False):
    """The name of a tiny model, put into the models folder as a file called `name`."""
    return put(random_model(experts).gguf(form), name)


def with_template(template, name="templated.gguf"):
    """As `installed`, with another chat template; None for none.

    The bytes are put in place of the others, so that nothing heavy need be imported: tensors keep
    their places when the head grows by whole steps of its alignment, so a comment fills it up.
    """
    whole = random_model().gguf("q8_0").read_bytes()
    key = b"tokenizer.chat_template"
    start = whole.index(key) + len(key) + 4
    length = int.from_bytes(whole[start : start + 8], "little")
    end = start + 8 + length
    if template is None:
        return put_bytes(whole.replace(key, b"tokenizer.chat_nothing!"), name)
    fill = -(len(template.encode()) - length) % _ALIGNMENT
    fill += _ALIGNMENT if 0 < fill < 4 else 0
    filled = template.encode() + (b"{#" + b" " * (fill - 4) + b"#}" if fill else b"")
    return put_bytes(whole[:start] + len(filled).to_bytes(8, "little") + filled + whole[end:], name)


def put_bytes(content, name):
    """As `put`, from the file's bytes."""
    place = paths.models_folder() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return f"local:{name}"


def put(file, name):
    """Put a file into the models folder; the model's name."""
    place = paths.models_folder() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, place)
    return f"local:{name}"
