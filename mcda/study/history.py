"""The changes of one study, to step back and forward through them."""

from collections.abc import Callable
from dataclasses import dataclass

from mcda.study.study import Study

MOST = 50  # changes that can be undone


@dataclass(frozen=True)
class History:
    """What a study was before each of its last changes, and what undone changes had made of it; the nearest last."""

    past: tuple[Study, ...] = ()
    future: tuple[Study, ...] = ()

    def changed(self, before: Study) -> "History":
        """After one more change to what was `before`: what had been undone is gone."""
        return History((*self.past, before)[-MOST:])

    def mapped(self, change: Callable[[Study], Study]) -> "History":
        """The same steps with each study changed."""
        return History(tuple(map(change, self.past)), tuple(map(change, self.future)))

    def undone(self, now: Study) -> tuple[Study, "History"]:
        """The study before its last change, and the history from there; `now` again where there is none."""
        if not self.past:
            return now, self
        return self.past[-1], History(self.past[:-1], (*self.future, now))

    def redone(self, now: Study) -> tuple[Study, "History"]:
        """The study as the change undone last had made it; `now` again where there is none."""
        if not self.future:
            return now, self
        return self.future[-1], History((*self.past, now), self.future[:-1])


def is_change(before: Study, after: Study) -> bool:
    """Whether anything but the same again was chosen."""
    return before is not after and (
        before.evidence is not after.evidence
        or before.scenarios != after.scenarios
        or before.active != after.active
        or before.lists_off != after.lists_off
        or before.data_year != after.data_year
        or before.zone_rules != after.zone_rules
        or before.town_type_rules != after.town_type_rules
        or before.linked_scenarios != after.linked_scenarios
        or before.workshop_outcome is not after.workshop_outcome
    )
