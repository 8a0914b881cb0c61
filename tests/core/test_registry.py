"""Every plug in the tables exists and every name is refused that is not there."""

import pytest

from core.errors import BadRequest
from core.registry import TABLES, names, resolve


@pytest.mark.parametrize(("table", "name"), [(t, n) for t in TABLES for n in TABLES[t]])
def test_every_plug_can_be_resolved(table, name):
    assert name in names(table)
    assert isinstance(resolve(table, name), type)


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(BadRequest, match="hybrid"):
        resolve("retrievers", "no such")
