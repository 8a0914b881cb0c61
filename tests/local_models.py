"""Models in the models folder of a test's home: tiny ones, with templates of any kind."""

import hashlib
import shutil

from core import paths
from tests.tiny_llama import TEMPLATE, made_once, random_model, write_gguf

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
    """As `installed`, with another chat template; None for none."""
    called = "templated-" + hashlib.sha256(repr(template).encode()).hexdigest()[:12]
    folder = made_once(
        called,
        lambda made: write_gguf(
            random_model().folder, made / "model.gguf", "f16", template=template
        ),
    )
    return put(folder / "model.gguf", name)


def put(file, name):
    """Put a file into the models folder; the model's name."""
    place = paths.models_folder() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, place)
    return f"local:{name}"
