"""Chat templates: how a model's file wants a conversation to be written down.

A template comes with the file, so from a stranger, and is a program. It runs in Jinja's sandbox, in
the worker, on nothing but plain values; what it makes is limited in size. Against one that never
ends only the worker's owner can do something: end the worker (core/models/model_process.py).
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

Messages = Sequence[Mapping[str, Any]]
"""Each with "role" and "content"; of tools as in OpenAI's protocol."""

CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""For files without a template whose vocabulary has these marks."""
PLAIN = (
    "{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] + '\n\n' }}"
    "{% elif message['role'] == 'assistant' %}{{ 'Answer: ' + message['content'] + '\n\n' }}"
    "{% else %}{{ 'Question: ' + message['content'] + '\n\n' }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Answer:' }}{% endif %}"
)
"""For files without a template and without marks."""
PLAIN_STOP = "\nQuestion:"

_LONGEST_TEMPLATE = 1 << 20
_MOST_GROWTH = 8
"""Characters of a prompt for each character of what it is made of, and of the template."""
_LONGEST_PRODUCT = 1 << 20
"""Length of a string or list that a multiplication may make."""
_MOST_MEMORY = 512 * 1024 * 1024
"""Bytes that rendering may take beside what the process has."""


_WIDE = re.compile(r"%[^%a-zA-Z]*(\d{3,}|\*)")
"""A format that fills up to a great width."""


class TemplateFailed(Exception):
    """The template is not one, refuses the conversation, or makes too much of it."""


def rendered(
    template: str,
    messages: Messages,
    marks: Mapping[str, str],
    tools: Sequence[Mapping[str, Any]] = (),
    reply: bool = True,
    options: Mapping[str, Any] | None = None,
) -> str:
    """The conversation as text, with the beginning of a `reply`.

    Where the template refuses a system message, or leaves it out, that message joins the first of
    the person; where it refuses two messages of one side in a row, they become one.

    Raises:
        TemplateFailed: it cannot be had.
    """
    failed: TemplateFailed | None = None
    for attempt in (messages, _system_merged(messages), _sides_merged(_system_merged(messages))):
        try:
            text = _render(template, attempt, marks, tools, reply, options or {})
        except TemplateFailed as error:
            failed = failed or error
            continue
        if all(
            str(message["content"]).strip() in text
            for message in attempt
            if message["role"] == "system"
        ):
            return text
    raise failed or TemplateFailed("the template leaves the instruction out")


def _render(
    template: str,
    messages: Messages,
    marks: Mapping[str, str],
    tools: Sequence[Mapping[str, Any]],
    reply: bool,
    options: Mapping[str, Any],
) -> str:
    given = json.loads(json.dumps([list(messages), list(tools)]))
    room = len(template) + _MOST_GROWTH * (len(json.dumps(given)) + 4096)
    parts: list[str] = []
    try:
        with _bounded_memory():
            for part in _compiled(template).generate(
                messages=given[0],
                tools=given[1] or None,
                documents=None,
                add_generation_prompt=reply,
                **marks,
                **options,
            ):
                parts.append(part)
                room -= len(part)
                if room < 0:
                    raise TemplateFailed("the template makes too much")
    except TemplateFailed:
        raise
    except Exception as error:  # whatever a stranger's program does
        raise TemplateFailed(str(error)[:200]) from error
    return "".join(parts)


def _system_merged(messages: Messages) -> Messages:
    """The messages with those of the system at the beginning of the person's first."""
    said = [str(message["content"]) for message in messages if message["role"] == "system"]
    others = [dict(message) for message in messages if message["role"] != "system"]
    first = next((message for message in others if message["role"] == "user"), None)
    if not said:
        return messages
    if first is None:
        return [{"role": "user", "content": "\n\n".join(said)}, *others]
    first["content"] = "\n\n".join([*said, str(first["content"])])
    return others


def _sides_merged(messages: Messages) -> Messages:
    """The messages with those of one side in a row made one."""
    merged: list[dict[str, Any]] = []
    for message in messages:
        plain = set(message) == {"role", "content"}
        if merged and plain and merged[-1]["role"] == message["role"]:
            merged[-1]["content"] = f"{merged[-1]['content']}\n\n{message['content']}"
        else:
            merged.append(dict(message))
    return merged


@lru_cache(maxsize=4)
def _compiled(template: str) -> jinja2.Template:
    if len(template) > _LONGEST_TEMPLATE:
        raise TemplateFailed("the template is too long")
    try:
        return _sandbox().from_string(template)
    except (jinja2.TemplateError, RecursionError, MemoryError, ValueError) as error:
        raise TemplateFailed(str(error)[:200]) from error


def _sandbox() -> ImmutableSandboxedEnvironment:
    """What transformers, for which templates are written, offers them."""
    sandbox = _Sandbox(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, jinja2.ext.loopcontrols]
    )
    sandbox.filters["tojson"] = _to_json
    sandbox.globals = {
        "raise_exception": _refuse,
        "strftime_now": _now,
        "range": sandbox.globals["range"],
        "dict": _Dict(),
        "namespace": _Namespace,
    }
    return sandbox


class _Sandbox(ImmutableSandboxedEnvironment):
    """Keeps multiplications and formats from making what does not fit into memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        pairs = ((left, right), (right, left))
        if operator == "*" and any(_is_product_too_long(*pair) for pair in pairs):
            raise TemplateFailed("the template makes too much")
        if operator == "**" or (operator == "%" and isinstance(left, str) and _WIDE.search(left)):
            raise TemplateFailed("the template computes what no layout needs")
        return super().call_binop(context, operator, left, right)


def _is_product_too_long(value: Any, times: Any) -> bool:
    if not isinstance(value, str | list | tuple) or not isinstance(times, int):
        return False
    return len(value) * times > _LONGEST_PRODUCT


class _Generation(jinja2.ext.Extension):
    """Reads over {% generation %}, which says to a trainer where the reply stands."""

    tags = {"generation"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Any) -> Any:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return jinja2.nodes.Scope(body, lineno=line)


class _Dict:
    """Makes dicts without giving the class away."""

    def __call__(self, *arguments: Any, **named: Any) -> dict[Any, Any]:
        return dict(*arguments, **named)


class _Namespace(jinja2.utils.Namespace):
    """Takes no names that lead into Python's inside."""

    def __init__(*arguments: Any, **named: Any) -> None:
        # As Jinja's own: a name that is given may be “self”.
        self, *given = arguments
        values = dict(*given, **named)
        for name in values:
            _check_name(name)
        jinja2.utils.Namespace.__init__(self, values)

    def __setitem__(self, name: str, value: Any) -> None:
        _check_name(name)
        super().__setitem__(name, value)


def _check_name(name: Any) -> None:
    if isinstance(name, str) and name.startswith("_"):
        raise TemplateFailed("a name that leads inside")


def _refuse(message: Any = "") -> None:
    raise TemplateFailed(str(message)[:200])


def _now(form: Any) -> str:
    return datetime.now().astimezone().strftime(str(form)[:100])


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: Any = None,
    sort_keys: bool = False,
) -> str:
    """JSON without the marks of HTML that Jinja's own filter puts in."""
    indent = min(indent, 16) if isinstance(indent, int) else None
    parts = tuple(separators) if separators else None
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=parts, sort_keys=sort_keys
    )


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """Where the system can, let a program that takes too much memory fail instead of grow."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    limit = held + _MOST_MEMORY
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
