"""Every message that the secretariat sends or shows, and how much it may disturb.

A kind names a screen: what is owed to people, and what a card shows, is a kind and its arguments,
so that it is always rendered from what is true at that moment. Those that are pushed to people
have a line in the notification budget: an attending member with no action item hears five sounds
at most in one meeting's cycle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """In which order messages leave; a lower number goes first."""

    ANSWER = 0  # to what the person just did
    CHANGE = 1  # a date moved, a meeting cancelled
    REMINDER = 2
    NOTICE = 3
    DIGEST = 4


class Quiet(StrEnum):
    """What a message does in its reader's quiet hours."""

    SILENT = "silent"  # goes at once, without sound
    MORNING = "morning"  # waits for their end
    RINGS = "rings"  # cannot wait


class Kind(StrEnum):
    """What a message is. The value is stored in deliveries and cards: never rename one."""

    # Ways in
    STRANGER = "stranger"
    ASK_CODE = "ask_code"
    PRIVACY = "privacy"
    IS_IT_YOU = "is_it_you"
    WAITING_FOR_ADMISSION = "waiting_for_admission"
    NOT_ME = "not_me"
    REGISTERED = "registered"
    JOIN_REQUEST = "join_request"
    LINK_USED = "link_used"
    LINK_EXPIRED = "link_expired"
    ACCOUNT_TAKEN = "account_taken"
    NOT_ADMITTED = "not_admitted"
    LINK_NEWS = "link_news"  # to the secretariat: a link was opened by somebody else
    SETUP = "setup"
    # Home, help, settings
    HOME = "home"
    HELP = "help"
    SETTINGS = "settings"
    SETTING = "setting"
    # Roster
    MEMBERS = "members"
    ROSTER_PREVIEW = "roster_preview"
    INVITATION_READY = "invitation_ready"
    PERSON = "person"
    # Letters to the secretariat
    LETTER_ASK = "letter_ask"
    LETTER_CONFIRM = "letter_confirm"
    LETTER = "letter"
    LETTER_TEXT = "letter_text"
    LETTER_ANSWER = "letter_answer"
    # Meetings
    NEW_MEETING = "new_meeting"
    MEETING_DRAFT = "meeting_draft"
    MEETING_PREVIEW = "meeting_preview"
    MEETING_READY = "meeting_ready"  # to who may publish, from who prepared
    PUBLICATION = "publication"
    HAND_TEXT = "hand_text"
    INVITATION = "invitation"
    PAPER = "paper"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    BOARD = "board"
    ATTENDANCE_TEXT = "attendance_text"
    RECORD_REPLY = "record_reply"
    NUDGE_PLAN = "nudge_plan"
    NUDGE = "nudge"
    CHANGE_MEETING = "change_meeting"
    POSTPONE = "postpone"
    POSTPONED = "postponed"
    CANCEL = "cancel"
    CANCELLED = "cancelled"
    REMIND_WEEK = "remind_week"
    REMIND_DAY = "remind_day"
    REMIND_HOUR = "remind_hour"
    VIDEO_LINK = "video_link"
    QUORUM_CHANGED = "quorum_changed"
    LATE_CHANGE = "late_change"
    # Notices
    NOTICE_DRAFT = "notice_draft"
    NOTICE_AUDIENCE = "notice_audience"
    NOTICE_PREVIEW = "notice_preview"
    NOTICE = "notice"
    NOTICE_TO_ACKNOWLEDGE = "notice_to_acknowledge"
    NOTICE_REPORT = "notice_report"
    NOTICE_REMINDER = "notice_reminder"
    # Action items
    ITEM = "item"
    ITEMS = "items"
    ITEM_QUESTION = "item_question"
    ITEM_ASSIGNED = "item_assigned"
    ITEM_SENT_BACK = "item_sent_back"
    ITEM_FILE = "item_file"
    ITEM_WEEK = "item_week"
    ITEM_DAY = "item_day"
    ITEM_DUE = "item_due"
    ITEM_OVERDUE = "item_overdue"
    ITEM_NEWS = "item_news"  # to the secretariat: reported done, blocked, not ours, no date
    # Anywhere
    SAID = "said"  # one plain answer that needs no card
    FAULT = "fault"
    DELIVERY_FAILED = "delivery_failed"


@dataclass(frozen=True)
class Budget:
    """How a pushed message leaves: its lane, whether it sounds, and what quiet hours do to it."""

    priority: Priority
    sound: bool
    quiet: Quiet


_ANSWER = Budget(Priority.ANSWER, sound=True, quiet=Quiet.SILENT)
_TO_STAFF = Budget(Priority.REMINDER, sound=True, quiet=Quiet.SILENT)

BUDGET: dict[Kind, Budget] = {
    Kind.REGISTERED: Budget(Priority.CHANGE, sound=True, quiet=Quiet.SILENT),
    Kind.NOT_ADMITTED: Budget(Priority.CHANGE, sound=True, quiet=Quiet.SILENT),
    Kind.JOIN_REQUEST: _TO_STAFF,
    Kind.LINK_NEWS: _TO_STAFF,
    Kind.LETTER: _TO_STAFF,
    # Follows a card that sounded already.
    Kind.LETTER_TEXT: Budget(Priority.REMINDER, sound=False, quiet=Quiet.SILENT),
    Kind.LETTER_ANSWER: _TO_STAFF,
    Kind.INVITATION: Budget(Priority.NOTICE, sound=True, quiet=Quiet.SILENT),
    Kind.NUDGE: Budget(Priority.REMINDER, sound=True, quiet=Quiet.MORNING),
    Kind.POSTPONED: Budget(Priority.CHANGE, sound=True, quiet=Quiet.SILENT),
    Kind.CANCELLED: Budget(Priority.CHANGE, sound=True, quiet=Quiet.SILENT),
    Kind.REMIND_WEEK: Budget(Priority.REMINDER, sound=False, quiet=Quiet.MORNING),
    Kind.REMIND_DAY: Budget(Priority.REMINDER, sound=True, quiet=Quiet.SILENT),
    Kind.REMIND_HOUR: Budget(Priority.REMINDER, sound=True, quiet=Quiet.RINGS),
    Kind.VIDEO_LINK: Budget(Priority.REMINDER, sound=False, quiet=Quiet.SILENT),
    Kind.MEETING_READY: _TO_STAFF,
    Kind.QUORUM_CHANGED: _TO_STAFF,
    Kind.LATE_CHANGE: _TO_STAFF,
    Kind.NOTICE: Budget(Priority.NOTICE, sound=False, quiet=Quiet.SILENT),
    Kind.NOTICE_TO_ACKNOWLEDGE: Budget(Priority.NOTICE, sound=True, quiet=Quiet.SILENT),
    Kind.NOTICE_REMINDER: Budget(Priority.REMINDER, sound=True, quiet=Quiet.MORNING),
    Kind.ITEM_ASSIGNED: Budget(Priority.NOTICE, sound=True, quiet=Quiet.SILENT),
    Kind.ITEM_SENT_BACK: Budget(Priority.NOTICE, sound=True, quiet=Quiet.SILENT),
    Kind.ITEM_WEEK: Budget(Priority.REMINDER, sound=False, quiet=Quiet.MORNING),
    Kind.ITEM_DAY: Budget(Priority.REMINDER, sound=True, quiet=Quiet.MORNING),
    Kind.ITEM_DUE: Budget(Priority.REMINDER, sound=True, quiet=Quiet.MORNING),
    Kind.ITEM_OVERDUE: Budget(Priority.REMINDER, sound=True, quiet=Quiet.MORNING),
    Kind.ITEM_NEWS: _TO_STAFF,
    Kind.DELIVERY_FAILED: _TO_STAFF,
}


def budget_of(kind: Kind) -> Budget:
    """Give a kind's line of the notification budget; what is not pushed is an answer."""
    return BUDGET.get(kind, _ANSWER)


#: A message is about the first of these that its arguments name.
_SUBJECTS = ("meeting", "notice", "item", "draft", "invitation", "letter", "person")


def topic_of(args: Mapping[str, object]) -> str | None:
    """Give what a message with these arguments is about, such as "meeting:12"; None: nothing."""
    for name in _SUBJECTS:
        if name in args:
            return f"{name}:{args[name]}"
    return None
