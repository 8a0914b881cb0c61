"""Conversations and their messages, as rows of the library's SQLite file.

The messages of a conversation form a tree: what was asked or answered otherwise stands beside what
it stands for. `next` of a message, and `root` of the conversation, name the child last gone on
with, so the open branch is the way from the root along `next`. Answers stand in a table of their
own twice: whole, and light, without what nobody sees before it is unfolded.
"""

import dataclasses
import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import Literal

from core.errors import NotFound
from core.stores.database import Database
from core.stores.kept_answers import packed, unpacked
from core.stores.texts import containing, storable, words_of
from core.types import Answer, Conversation, Message, Role

TITLE_LENGTH = 60
"""Characters of a first question that become the conversation's title."""

AnswerForm = Literal["whole", "light", "none"]

# A child's id is greater than its parent's; saying so ends the walk in any file.
_OPEN = (
    "WITH RECURSIVE way (id, next, place) AS ("
    " SELECT messages.id, messages.next, 0 FROM conversations"
    " JOIN messages ON messages.id = conversations.root WHERE conversations.id = ?"
    " UNION ALL SELECT messages.id, messages.next, way.place + 1 FROM way"
    " JOIN messages ON messages.id = way.next AND messages.id > way.id) "
)
_UP = (
    "WITH RECURSIVE way (id, parent, place) AS ("
    " SELECT id, parent, 0 FROM messages WHERE id = ?"
    " UNION ALL SELECT messages.id, messages.parent, way.place - 1 FROM way"
    " JOIN messages ON messages.id = way.parent AND messages.id < way.id) "
)
_COUNTED = (
    "WITH RECURSIVE way (conversation, id, next) AS ("
    " SELECT conversations.id, messages.id, messages.next FROM conversations"
    " JOIN messages ON messages.id = conversations.root"
    " UNION ALL SELECT way.conversation, messages.id, messages.next FROM way"
    " JOIN messages ON messages.id = way.next AND messages.id > way.id),"
    " counts (conversation, messages) AS"
    " (SELECT conversation, count(*) FROM way GROUP BY conversation) "
    "SELECT conversations.id, title, created, updated, coalesce(counts.messages, 0) AS messages"
    " FROM conversations LEFT JOIN counts ON counts.conversation = conversations.id WHERE 1{}"
    " ORDER BY updated DESC, conversations.id DESC"
)


class Conversations:
    """The conversations of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- keeping -------------------------------------------------------------------------------

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

    def add(
        self,
        conversation: int,
        role: Role,
        text: str,
        answer: Answer | None = None,
        after: int | None = None,
    ) -> int:
        """Put a message after another one (0: at the beginning, None: at the end of the open
        branch), open its branch and return its id.

        Raises:
            NotFound: no such conversation, or no such message in it.
            ReadOnlyLibrary: the library is open for reading only.
        """
        now = time.time()
        with self._database.transaction() as connection:
            title = self._row(conversation)["title"]
            if not title and role is Role.PERSON:
                title = title_from(text)
            parent = self._parent(conversation, after)
            connection.execute(
                "UPDATE conversations SET title = ?, updated = ? WHERE id = ?",
                (title, now, conversation),
            )
            message = connection.execute(
                "INSERT INTO messages (conversation, parent, role, text, created)"
                " VALUES (?, ?, ?, ?, ?) RETURNING id",
                (conversation, parent or None, role.value, text, now),
            ).fetchone()[0]
            if answer is not None:
                connection.execute(
                    "INSERT INTO answers (message, light, whole) VALUES (?, ?, ?)",
                    (message, *packed(answer)),
                )
            if after is None and parent:
                # The open branch goes on; nothing above it has changed.
                connection.execute("UPDATE messages SET next = ? WHERE id = ?", (message, parent))
            else:
                self._open(conversation, message)
        return int(message)

    def add_exchange(
        self, conversation: int, question: str, answer: Answer | None, after: int | None = None
    ) -> Answer | None:
        """Keep a question with its answer, both or neither; conversation 0 starts a new one.

        `after` is the message that the question follows (0: none, None: the last of the open
        branch). The same question right after the same message is not kept twice: its answers stand
        beside each other. Returns the answer with its conversation and message filled in; None
        stays None.

        Raises:
            NotFound: no such conversation, or no such message in it.
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction():
            conversation = conversation or self.new()
            asked = self._same_question(conversation, question, after)
            if not asked:
                asked = self.add(conversation, Role.PERSON, question, after=after)
            elif answer is None:
                self._open(conversation, asked)
            if answer is None:
                return None
            message = self.add(conversation, Role.LECTERN, answer.text, answer, asked)
        return dataclasses.replace(answer, conversation=conversation, message=message)

    def choose_branch(self, conversation: int, message: int) -> None:
        """Open the branch that a message stands in, where it was last gone on with.

        Raises:
            NotFound: no such message in that conversation.
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction():
            self._parent(conversation, message)
            self._open(conversation, message)

    def rate(self, message: int, rating: int) -> None:
        """Note whether an answer was liked: 1, -1, or 0 for neither.

        Raises:
            NotFound: no such answer.
            ReadOnlyLibrary: the library is open for reading only.
        """
        self._note(message, "rating", (rating > 0) - (rating < 0))

    def correct(self, message: int, text: str) -> None:
        """Note how an answer should have read; what it says anyway, or "", takes that back.

        Raises:
            NotFound: no such answer.
            ReadOnlyLibrary: the library is open for reading only.
        """
        text = storable(text).strip()
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT text FROM messages WHERE id = ?", (message,)
            ).fetchone()
            self._note(message, "corrected", "" if row and row[0].strip() == text else text)

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
        """Remove conversations with all their branches; those already gone are no matter.

        Raises:
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM conversations WHERE id = ?", [(id,) for id in conversations]
            )

    # ---- looking up ----------------------------------------------------------------------------

    def all(self, words: str = "") -> tuple[Conversation, ...]:
        """Conversations, latest first; with `words`, those that hold each of them somewhere.

        What is looked through is all branches; the messages that are counted are the open one's.
        """
        holds = (
            " AND (title LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM messages"
            " WHERE conversation = conversations.id AND"
            " (text LIKE ? ESCAPE '\\' OR corrected LIKE ? ESCAPE '\\')))"
        )
        patterns = [pattern for word in words_of(words) for pattern in [containing(word)] * 3]
        rows = self._database.connection.execute(
            _COUNTED.replace("{}", holds * (len(patterns) // 3)), patterns
        )
        return tuple(Conversation(**dict(row)) for row in rows)

    def one(self, conversation: int) -> Conversation:
        """A conversation as a list shows it.

        Raises:
            NotFound: no such conversation.
        """
        row = dict(self._row(conversation))
        count = self._database.connection.execute(
            _along(_OPEN, "SELECT count(*) FROM way"), (conversation,)
        ).fetchone()[0]
        return Conversation(**row, messages=int(count))

    def messages(
        self, conversation: int, after: int | None = None, answers: AnswerForm = "whole"
    ) -> tuple[Message, ...]:
        """The messages of the open branch in order, or those up to the message `after` (0: none).

        Light answers come without what is only seen unfolded (core/stores/kept_answers.py).

        Raises:
            NotFound: no such conversation, or no such message in it.
        """
        self._row(conversation)
        if after is not None and not self._parent(conversation, after):
            return ()
        statement = (
            "SELECT m.id, m.parent, m.role, m.text, m.created, m.rating, m.corrected,"
            " {} AS answer FROM way JOIN messages AS m ON m.id = way.id"
            " LEFT JOIN answers ON answers.message = m.id ORDER BY place"
        )
        rows = self._database.connection.execute(
            _along(
                _OPEN if after is None else _UP,
                statement.replace("{}", "NULL" if answers == "none" else f"answers.{answers}"),
            ),
            (conversation if after is None else after,),
        )
        beside = self._children(conversation)
        return tuple(_message(row, conversation, beside) for row in rows)

    def one_message(self, message: int) -> Message:
        """A message, with its whole answer.

        Raises:
            NotFound: no such message.
        """
        row = self._database.connection.execute(
            "SELECT m.*, answers.whole AS answer FROM messages AS m"
            " LEFT JOIN answers ON answers.message = m.id WHERE m.id = ?",
            (message,),
        ).fetchone()
        if row is None:
            raise NotFound(what="message", id=message)
        return _message(row, row["conversation"], self._children(row["conversation"]))

    def last_question(self, conversation: int, after: int | None = None) -> str:
        """What the person asked last up to the message `after` (None: in the open branch), "" when
        nothing yet.

        Raises:
            NotFound: no such conversation, or no such message in it.
        """
        self._row(conversation)
        if after is not None and not self._parent(conversation, after):
            return ""
        row = self._database.connection.execute(
            _along(
                _OPEN if after is None else _UP,
                "SELECT text FROM way JOIN messages ON messages.id = way.id WHERE role = ?"
                " ORDER BY place DESC LIMIT 1",
            ),
            (conversation if after is None else after, Role.PERSON.value),
        ).fetchone()
        return "" if row is None else str(row["text"])

    def rated(self, rating: int = 1, limit: int = 100) -> tuple[tuple[str, Message], ...]:
        """Questions with the answers that were rated so, latest first, whole.

        A corrected answer counts as liked, in its corrected form, whatever was thought of what it
        said before.
        """
        wanted = "rating > 0 OR corrected != ''" if rating > 0 else "rating < 0"
        statement = (
            "SELECT answer.id, answer.conversation, answer.text, answer.created, answer.rating,"
            " answer.corrected, answers.whole, question.text AS question FROM"
            " (SELECT * FROM messages WHERE {} ORDER BY id DESC LIMIT ?) AS answer"
            " JOIN messages AS question ON question.id = answer.parent"
            " LEFT JOIN answers ON answers.message = answer.id ORDER BY answer.id DESC"
        )
        rows = self._database.connection.execute(statement.replace("{}", wanted), (limit,))
        return tuple(
            (
                row["question"],
                Message(
                    row["id"],
                    Role.LECTERN,
                    row["text"],
                    row["created"],
                    unpacked(row["whole"], row["conversation"], row["id"]),
                    rating=row["rating"],
                    corrected=row["corrected"],
                ),
            )
            for row in rows
        )

    # ---- inside --------------------------------------------------------------------------------

    def _row(self, conversation: int) -> sqlite3.Row:
        row: sqlite3.Row | None = self._database.connection.execute(
            "SELECT id, title, created, updated FROM conversations WHERE id = ?", (conversation,)
        ).fetchone()
        if row is None:
            raise NotFound(what="conversation", id=conversation)
        return row

    def _parent(self, conversation: int, after: int | None) -> int:
        """The message that something stands after, 0 for none; None is the open branch's last."""
        connection = self._database.connection
        if after is None:
            row = connection.execute(
                _along(_OPEN, "SELECT id FROM way ORDER BY place DESC LIMIT 1"), (conversation,)
            ).fetchone()
            return int(row[0]) if row else 0
        if (
            after
            and not connection.execute(
                "SELECT 1 FROM messages WHERE id = ? AND conversation = ?", (after, conversation)
            ).fetchone()
        ):
            raise NotFound(what="message", id=after)
        return after

    def _children(self, conversation: int) -> dict[int | None, list[int]]:
        """The messages after each one, oldest first; under None the first ones."""
        found: dict[int | None, list[int]] = {}
        for id, parent in self._database.connection.execute(
            "SELECT id, parent FROM messages WHERE conversation = ? ORDER BY id", (conversation,)
        ):
            found.setdefault(parent, []).append(id)
        return found

    def _same_question(self, conversation: int, question: str, after: int | None) -> int:
        """A message that asks the same at the same place, 0 for none.

        At the end of the open branch that is the last message itself, if nothing answered it.
        """
        parent = self._parent(conversation, after)
        place = "id = ?" if after is None else "parent IS ?"
        row = self._database.connection.execute(
            f"SELECT id FROM messages WHERE {place} AND conversation = ?"  # noqa: S608
            " AND role = ? AND text = ? ORDER BY id DESC LIMIT 1",
            (parent or None, conversation, Role.PERSON.value, question),
        ).fetchone()
        return int(row[0]) if row else 0

    def _open(self, conversation: int, message: int) -> None:
        """Let the open branch lead to a message; part of the caller's transaction."""
        connection = self._database.connection
        connection.execute(
            _along(
                _UP,
                "UPDATE messages SET next = way.id FROM way"
                " WHERE messages.id = way.parent AND messages.next IS NOT way.id",
            ),
            (message,),
        )
        connection.execute(
            _along(
                _UP,
                "UPDATE conversations SET root = (SELECT id FROM way WHERE parent IS NULL)"
                " WHERE id = ?",
            ),
            (message, conversation),
        )

    def _note(self, message: int, what: str, value: int | str) -> None:
        with self._database.transaction() as connection:
            changed = connection.execute(
                f"UPDATE messages SET {what} = ? WHERE id = ? AND role = ?",  # noqa: S608
                (value, message, Role.LECTERN.value),
            ).rowcount
        if not changed:
            raise NotFound(what="answer", id=message)


def _along(way: str, statement: str) -> str:
    """A statement over the table `way`."""
    return f"{way}{statement}"


def _message(
    row: sqlite3.Row, conversation: int, beside: Mapping[int | None, Sequence[int]]
) -> Message:
    there = beside[row["parent"]]
    return Message(
        row["id"],
        Role(row["role"]),
        row["text"],
        row["created"],
        unpacked(row["answer"], conversation, row["id"]),
        tuple(there) if len(there) > 1 else (),
        row["rating"],
        row["corrected"],
    )


def title_from(question: str) -> str:
    """A conversation's title from its first question."""
    line = " ".join(question.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"
