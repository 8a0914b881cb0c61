"""The schema's steps: run once, whole or not at all."""

import sqlite3

import pytest

from core.stores import migrations


def test_every_step_has_a_number_a_reason_and_a_test():
    tested = {1}
    for number, step in enumerate(migrations.MIGRATIONS, start=1):
        assert step.__name__.startswith(f"m{number:03}_")
        assert step.__doc__
        assert number in tested, f"add a test for {step.__name__} here and its number above"


def test_the_first_step_makes_every_table():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assert migrations.migrate(connection) == len(migrations.MIGRATIONS)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert {"documents", "texts", "geometry", "tags", "chunks", "vectors", "unindexed", "queue",
            "conversations", "messages", "facts"} <= names  # fmt: skip
    assert migrations.migrate(connection) == 0


def test_a_step_that_fails_leaves_the_version_before(monkeypatch):
    def breaks(connection):
        """Break half way."""
        connection.execute("CREATE TABLE half (x)")
        raise ValueError("no")

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, breaks])
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(ValueError, match="no"):
        migrations.migrate(connection)
    assert migrations.version(connection) == len(migrations.MIGRATIONS) - 1
    assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()
