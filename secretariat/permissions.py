"""Who may do what: one table, role by action, always within one working group.

Telegram tells who presses, never what they may do: every handler names its action and the router
asks this table, whatever the button, command, forwarded card or guessed id it came from.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from storage import Capacity, Category, Holding


class Role(StrEnum):
    """What a person is in one group. One person may have several."""

    MEMBER = "member"
    CHAIR = "chair"
    OBSERVER = "observer"
    GUEST = "guest"
    SECRETARY = "secretary"  # prepares and releases
    ASSISTANT = "assistant"  # of the secretariat: prepares, does not release


class Action(StrEnum):
    """Everything that needs a right."""

    # What anyone may do, on the roster or not; a stranger learns nothing by it.
    ARRIVE = "arrive"
    # What everyone of the group may do.
    SEE_OWN = "see_own"  # home, help, settings, own data
    SEE_MEETING = "see_meeting"  # its card and papers
    REPLY = "reply"
    WRITE_TO_SECRETARIAT = "write_to_secretariat"
    ACKNOWLEDGE = "acknowledge"
    WORK_ON_ITEM = "work_on_item"  # own items: done, update, blocked, not for our office
    # Chair and secretariat.
    SEE_BOARD = "see_board"
    SEE_REASONS = "see_reasons"
    # The secretariat, preparing.
    SEE_DESK = "see_desk"
    PREPARE_MEETING = "prepare_meeting"
    RECORD_REPLY = "record_reply"
    NUDGE = "nudge"
    PREPARE_NOTICE = "prepare_notice"
    ASSIGN_ITEM = "assign_item"
    CLOSE_ITEM = "close_item"
    EDIT_ROSTER = "edit_roster"
    ANSWER_LETTERS = "answer_letters"
    # The secretariat, releasing.
    ADMIT = "admit"
    PUBLISH_MEETING = "publish_meeting"
    CHANGE_MEETING = "change_meeting"  # postpone, cancel
    SEND_NOTICE = "send_notice"
    SET_UP_GROUP = "set_up_group"


_EVERYONE = frozenset(Role)
_STAFF = frozenset({Role.SECRETARY, Role.ASSISTANT})
_RELEASING = frozenset({Role.SECRETARY})

#: Which roles may do what. An action that is missing here is allowed to nobody.
TABLE: dict[Action, frozenset[Role]] = {
    Action.ARRIVE: _EVERYONE,
    Action.SEE_OWN: _EVERYONE,
    Action.SEE_MEETING: _EVERYONE,
    Action.REPLY: _EVERYONE,
    Action.WRITE_TO_SECRETARIAT: _EVERYONE,
    Action.ACKNOWLEDGE: _EVERYONE,
    Action.WORK_ON_ITEM: _EVERYONE,
    Action.SEE_BOARD: _STAFF | {Role.CHAIR},
    Action.SEE_REASONS: _STAFF | {Role.CHAIR},
    Action.SEE_DESK: _STAFF,
    Action.PREPARE_MEETING: _STAFF,
    Action.RECORD_REPLY: _STAFF,
    Action.NUDGE: _STAFF,
    Action.PREPARE_NOTICE: _STAFF,
    Action.ASSIGN_ITEM: _STAFF,
    Action.CLOSE_ITEM: _STAFF,
    Action.EDIT_ROSTER: _STAFF,
    Action.ANSWER_LETTERS: _STAFF,
    Action.ADMIT: _RELEASING,
    Action.PUBLISH_MEETING: _RELEASING,
    Action.CHANGE_MEETING: _RELEASING,
    Action.SEND_NOTICE: _RELEASING,
    Action.SET_UP_GROUP: _RELEASING,
}


def may(roles: Iterable[Role], action: Action) -> bool:
    """Tell whether any of these roles, held in one group, allows the action."""
    return not TABLE.get(action, frozenset()).isdisjoint(roles)


def roles_of(holdings: Iterable[Holding], today: date) -> frozenset[Role]:
    """Give the roles that these holdings (with their seats loaded) make on a day."""
    roles = set()
    for holding in holdings:
        if holding.since > today or (holding.until is not None and holding.until < today):
            continue
        seat = holding.seat
        match seat.category:
            case Category.MEMBER:
                roles.add(Role.MEMBER)
                # A staff officer acts for the chair's seat but does not become the chair.
                if seat.is_chair and holding.capacity is not Capacity.STAFF:
                    roles.add(Role.CHAIR)
            case Category.OBSERVER:
                roles.add(Role.OBSERVER)
            case Category.GUEST:
                roles.add(Role.GUEST)
            case Category.SECRETARIAT:
                roles.add(Role.SECRETARY if holding.releases else Role.ASSISTANT)
    return frozenset(roles)
