"""Conversations and their messages, as rows of the library's SQLite file."""

import dataclasses
import io
import sqlite3
import time
from collections.abc import Sequence

from core import wire
from core.errors import NotFound
from core.stores.database import Database
from core.stores.texts import containing, storable, words_of
from core.types import Answer, Conversation, Message, Role

TITLE_LENGTH = 60
"""Characters of a first question that become the conversation's title."""


class Conversations:
    """The conversations of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, title: str = "") -> int:
        """Start a conversation; without a title it takes its first question's. Returns its id.

        Raises:
            ReadOnlyLibrary: the library is open for reading only.
        """
        now = time.time()
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO conversations (title, created, updated) VALUES (?, ?, ?)",
                (title, now, now),
            )
        return int(cursor.lastrowid or 0)

    def add(self, conversation: int, role: Role, text: str, answer: Answer | None = None) -> int:
        """Append a message and return its id.

        Raises:
            NotFound: no such conversation.
            ReadOnlyLibrary: the library is open for reading only.
        """
        now = time.time()
        with self._database.transaction() as connection:
            title = self._row(conversation)["title"]
            if not title and role is Role.PERSON:
                title = title_from(text)
            connection.execute(
                "UPDATE conversations SET title = ?, updated = ? WHERE id = ?",
                (title, now, conversation),
            )
            cursor = connection.execute(
                "INSERT INTO messages (conversation, role, text, created, answer)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    conversation,
                    role.value,
                    text,
                    now,
                    None if answer is None else wire.encode(answer),
                ),
            )
        return int(cursor.lastrowid or 0)

    def add_exchange(
        self, conversation: int, question: str, answer: Answer | None
    ) -> Answer | None:
        """Keep a question with its answer, both or neither; conversation 0 starts a new one.

        Returns the answer with its conversation and message filled in; None stays None.

        Raises:
            NotFound: no such conversation.
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction():
            conversation = conversation or self.new()
            self.add(conversation, Role.PERSON, question)
            if answer is None:
                return None
            message = self.add(conversation, Role.LECTERN, answer.text, answer)
        return dataclasses.replace(answer, conversation=conversation, message=message)

    def all(self, words: str = "") -> tuple[Conversation, ...]:
        """Conversations, latest first; with `words`, those that hold each of them somewhere."""
        holds = (
            " AND (title LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM messages"
            " WHERE conversation = conversations.id AND text LIKE ? ESCAPE '\\'))"
        )
        patterns = [pattern for word in words_of(words) for pattern in [containing(word)] * 2]
        statement = (
            "SELECT id, title, created, updated, (SELECT count(*) FROM messages"
            " WHERE conversation = conversations.id) AS messages FROM conversations WHERE 1{}"
            " ORDER BY updated DESC, id DESC"
        )
        rows = self._database.connection.execute(
            statement.replace("{}", holds * (len(patterns) // 2)), patterns
        )
        return tuple(Conversation(**dict(row)) for row in rows)

    def one(self, conversation: int) -> Conversation:
        """A conversation as a list shows it.

        Raises:
            NotFound: no such conversation.
        """
        row = dict(self._row(conversation))
        count = self._database.connection.execute(
            "SELECT count(*) FROM messages WHERE conversation = ?", (conversation,)
        ).fetchone()[0]
        return Conversation(**row, messages=int(count))

    def messages(self, conversation: int) -> tuple[Message, ...]:
        """The messages of a conversation in order.

        Raises:
            NotFound: no such conversation.
        """
        self._row(conversation)
        rows = self._database.connection.execute(
            "SELECT id, role, text, created, answer FROM messages"
            " WHERE conversation = ? ORDER BY id",
            (conversation,),
        )
        return tuple(
            Message(
                row["id"],
                Role(row["role"]),
                row["text"],
                row["created"],
                _answer(row, conversation),
            )
            for row in rows
        )

    def last_question(self, conversation: int) -> str:
        """What the person asked last, "" when nothing yet.

        Raises:
            NotFound: no such conversation.
        """
        self._row(conversation)
        row = self._database.connection.execute(
            "SELECT text FROM messages WHERE conversation = ? AND role = ?"
            " ORDER BY id DESC LIMIT 1",
            (conversation, Role.PERSON.value),
        ).fetchone()
        return "" if row is None else str(row["text"])

    def rename(self, conversation: int, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing.

        Raises:
            NotFound: no such conversation.
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction() as connection:
            title = " ".join(storable(title).split()) or self._row(conversation)["title"]
            changed = connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", (title, conversation)
            ).rowcount
        if not changed:
            raise NotFound(what="conversation", id=conversation)

    def remove(self, conversations: Sequence[int]) -> None:
        """Remove conversations with their messages; those already gone are no matter.

        Raises:
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM conversations WHERE id = ?", [(id,) for id in conversations]
            )

    def _row(self, conversation: int) -> sqlite3.Row:
        row: sqlite3.Row | None = self._database.connection.execute(
            "SELECT id, title, created, updated FROM conversations WHERE id = ?", (conversation,)
        ).fetchone()
        if row is None:
            raise NotFound(what="conversation", id=conversation)
        return row


def title_from(question: str) -> str:
    """A conversation's title from its first question."""
    line = " ".join(question.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _answer(row: sqlite3.Row, conversation: int) -> Answer | None:
    if row["answer"] is None:
        return None
    try:
        answer = wire.read(io.BytesIO(row["answer"]))
    except (wire.WireError, EOFError):
        # An answer kept by another version of Lectern; its text is still the message.
        return None
    if not isinstance(answer, Answer):
        return None
    return dataclasses.replace(answer, conversation=conversation, message=row["id"])
