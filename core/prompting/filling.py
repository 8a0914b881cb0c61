"""Puts what belongs there into an instruction: {examples}, {today}, {library}."""

import datetime

from core.types import Prompt, PromptStyle

PLACEHOLDERS = ("{examples}", "{today}", "{library}")


def filled(prompt: Prompt, library: str, examples: str, today: datetime.date) -> str:
    """The text of an instruction with its placeholders filled; other braces stay.

    One with examples that says nothing of where they belong has them at its end. What is put in is
    not looked through for placeholders.
    """
    text = prompt.text
    if prompt.style is PromptStyle.FEW_SHOT and "{examples}" not in text:
        text += "\n\n{examples}"
    values = {"{examples}": examples, "{today}": today.isoformat(), "{library}": library}
    parts: list[str] = []
    while text:
        at, name = min(
            ((text.find(each), each) for each in values if each in text), default=(-1, "")
        )
        if at < 0:
            break
        parts += [text[:at], values[name]]
        text = text[at + len(name) :]
    return "".join([*parts, text]).strip()
