"""Counting who is expected: by office, with video and deputies, under the group's own rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage import Category, Mode, QuorumRule, Seat, WorkingGroup

#: Replies that make an office be there.
COMING = frozenset({Mode.IN_PERSON, Mode.VIDEO, Mode.DEPUTY})


@dataclass(frozen=True)
class Quorum:
    """How many member seats are expected, of how many; `needed` is None where no rule counts."""

    expected: int
    total: int
    needed: int | None
    #: Member seats that have not said whether they come.
    silent: int = 0

    @property
    def is_met(self) -> bool:
        """True if enough are expected, or no rule asks for a number."""
        return self.needed is None or self.expected >= self.needed

    @property
    def is_out_of_reach(self) -> bool:
        """True if it would not be met even if every silent office came."""
        return self.needed is not None and self.expected + self.silent < self.needed


def needed_of(group: WorkingGroup, total: int) -> int | None:
    """Give how many of `total` member seats a group's rule asks for; None: it asks for none."""
    match group.quorum_rule:
        case QuorumRule.NONE:
            return None
        case QuorumRule.NUMBER if group.quorum_number is not None:
            return group.quorum_number
    return total // 2 + 1


def quorum_of(group: WorkingGroup, seats: Iterable[Seat], replies: Mapping[int, Mode]) -> Quorum:
    """Count the member seats among these that come, by what each replied (by seat id)."""
    members = [seat for seat in seats if seat.category is Category.MEMBER]
    modes = [replies[seat.id] for seat in members if seat.id in replies]
    expected = sum(mode in COMING for mode in modes)
    declined = sum(mode is Mode.APOLOGIES for mode in modes)
    return Quorum(
        expected,
        len(members),
        needed_of(group, len(members)),
        len(members) - expected - declined,
    )
