"""Answers as they are kept: whole, and light, for opening a long conversation at once."""

import dataclasses
import io

from core import wire
from core.types import Answer


def packed(answer: Answer) -> tuple[bytes, bytes]:
    """An answer as it is kept: light and whole, each a frame of core/wire.py."""
    return wire.encode(light_of(answer)), wire.encode(answer)


def light_of(answer: Answer) -> Answer:
    """An answer without what is only seen when it is unfolded: how it was found, the texts of the
    passages, those that nothing cites, and the reply as the model wrote it."""
    cited = [citation for one in answer.sentences for citation in one.citations]
    return dataclasses.replace(
        answer,
        passages=tuple(
            dataclasses.replace(passage, text="")
            for passage in answer.passages
            if not cited
            or any(
                citation.document == passage.document
                and passage.start <= citation.start < passage.end
                for citation in cited
            )
        ),
        search=None,
        read=(),
        written="",
    )


def unpacked(blob: bytes | None, conversation: int, message: int) -> Answer | None:
    """A kept answer that knows where it stands; None where there is none that can be read."""
    if blob is None:
        return None
    try:
        answer = wire.read(io.BytesIO(blob))
    except (wire.WireError, EOFError):
        # An answer kept by another version of Lectern; its text is still the message.
        return None
    if not isinstance(answer, Answer):
        return None
    return dataclasses.replace(answer, conversation=conversation, message=message)
