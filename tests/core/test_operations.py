"""Verbs: what takes long does not hold up what a person waits for."""

import pytest

from core import operations
from core.verbs import Lane, Urgency

LONG = (operations.download_model, operations.import_model, operations.check_endpoint)
QUICK = (
    operations.key_place,
    operations.keep_key,
    operations.unlock_keys,
    operations.start_serving,
    operations.stop_serving,
)


@pytest.mark.parametrize("long", LONG, ids=lambda verb: verb.name)
def test_a_slow_stick_and_a_silent_server_hold_up_neither_questions_nor_keys(long):
    """A server may be silent for minutes before it has been silent for too long."""
    assert long.lane is not operations.ask.lane
    assert long.lane is not Lane.VIEW
    for quick in QUICK:
        assert quick.lane is not long.lane or quick.urgency < long.urgency
        assert quick.urgency is Urgency.NOW
