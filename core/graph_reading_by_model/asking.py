"""Asking the model about stretches of text: bounded, checked, patient where a server is busy."""

import json
import time
from typing import TYPE_CHECKING

from core.errors import ModelNonsense, ModelRefused, ModelTooSlow, ModelUnreachable
from core.events import Progress, Road, Stage
from core.graph.model_prompts import Stretch, messages, reckoned, reply_tokens, schema
from core.graph.model_reply import Checked, Words, checked
from core.graph_reading_by_model.planning import Plan
from core.models.json_asking import asked_json
from core.text.language import language_of

if TYPE_CHECKING:
    from core.protocols import LanguageModel

HOPELESS = 4
"""Stretches in a row that fail before the model is left alone."""
PAUSES = (5.0, 20.0, 60.0)
"""Seconds that are waited when a server has had too many requests, one after the other."""
_BEAT = 0.1
_TOO_MANY_REQUESTS = "429"


class Asking:
    """Asks about one stretch after the other, for as long as that makes sense."""

    def __init__(self, model: "LanguageModel", total: int) -> None:
        """`total` stretches are to be asked about, for the time that is left."""
        self._model = model
        self._total = total
        self._done = self._failures = 0
        self.tokens_out = 0
        """About how many tokens were written, thoughts left out."""
        self._began = time.monotonic()

    def about(self, plan: Plan, stretch: Stretch) -> Road[Checked | None]:
        """What the model says of a stretch, and the text bears out; None where that fails.

        Nothing but nothing, where the text has names by the rules, has failed too.

        Raises:
            ModelError: it would be the same for the next stretch.
        """
        try:
            found = yield from self._twice(plan, stretch)
        except (ModelNonsense, ModelTooSlow, ModelUnreachable):
            self._done += 1
            self._failures += 1
            if self._failures >= HOPELESS:
                raise
            return None
        self._done += 1
        self._failures = 0
        return found

    def leave_out(self, stretches: int) -> None:
        """So many are not asked about after all."""
        self._total -= stretches

    def once(self, plan: Plan, stretch: Stretch) -> Road[Checked]:
        """What the model says of a stretch.

        Raises:
            ModelNonsense: it is not of the form, or nothing although there are names.
            ModelError: as LanguageModel.write.
        """
        text = plan.source.text
        language = language_of(text[stretch.lines[0].start : stretch.lines[-1].end])
        asked = messages(plan.source, stretch, language)
        shape, longest = schema(len(stretch.lines)), reply_tokens(stretch)
        pauses = list(PAUSES)
        while True:
            try:
                value = yield from asked_json(
                    self._model, asked, shape, longest, lambda: self._progress(plan)
                )
                self.tokens_out += reckoned(json.dumps(value, ensure_ascii=False))
                break
            except ModelRefused as error:
                if error.subject.get("status") != _TOO_MANY_REQUESTS or not pauses:
                    raise
                yield from self._wait(pauses.pop(0), plan)
        found = checked(value, text, stretch)
        if found is None:
            raise ModelNonsense(name=self._model.name)
        if not found.names and Words(text, stretch).holds_any(plan.names):
            # So says a model that is too small, or one that thought until its room was used up.
            raise ModelNonsense(name=self._model.name)
        return found

    def _twice(self, plan: Plan, stretch: Stretch) -> Road[Checked]:
        try:
            return (yield from self.once(plan, stretch))
        except ModelNonsense as error:
            # The same question would get the same answer; half of it may not be too much.
            halves, nonsense = stretch.halves(), error
        if not halves:
            raise nonsense
        found = Checked()
        for half in halves:
            found += yield from self.once(plan, half)
        return found

    def _wait(self, seconds: float, plan: Plan) -> Road[None]:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            yield self._progress(plan)
            time.sleep(min(left, _BEAT))

    def _progress(self, plan: Plan) -> Progress:
        left = -1.0
        if self._done:
            pace = (time.monotonic() - self._began) / self._done
            left = pace * max(0, self._total - self._done)
        return Progress(Stage.THINKING, self._done, self._total, left, plan.source.title)
