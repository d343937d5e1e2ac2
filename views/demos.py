"""What the demo's page tells about the work behind the screens.

In English alone, as the page itself is: nobody but its visitor ever reads this.
"""

from dataclasses import dataclass

from secretariat.kinds import Kind


@dataclass(frozen=True)
class Sent:
    """What became of the messages of one kind that were owed on one occasion."""

    kind: Kind
    sounds: int = 0
    silents: int = 0
    unreachable: int = 0
    #: No longer true, or too late to be of use, when their turn came.
    left_out: int = 0
    by_hand: int = 0


#: A reminder's rule, and what happens when it is due.
_RULES = {
    "meeting.week": "7-day reminders for {people}",
    "meeting.day": "1-day reminders for {people}",
    "meeting.hour": "1-hour reminders for {people}",
    "meeting.nudge": "nudge to {people} who have not replied",
    "meeting.last_nudge": "last nudge to {people} who have not replied",
    "meeting.link": "video link to {people}",
    "meeting.change": "change of {what}, told to {people}",
    "meeting.published": "notice of {what} to {people}",
    "item.week": "actions due in a week, reminder for {people}",
    "item.day": "actions due tomorrow, reminder for {people}",
    "item.due": "actions due today, reminder for {people}",
    "item.overdue": "overdue actions, reminder for {people}",
}

_KINDS = {
    Kind.INVITATION: "meeting notice",
    Kind.NUDGE: "nudge",
    Kind.POSTPONED: "notice of the new date",
    Kind.CANCELLED: "cancellation",
    Kind.REMIND_WEEK: "7-day reminder",
    Kind.REMIND_DAY: "1-day reminder",
    Kind.REMIND_HOUR: "1-hour reminder",
    Kind.VIDEO_LINK: "video link",
    Kind.MEETING_READY: "meeting to be released",
    Kind.QUORUM_CHANGED: "quorum alert to the secretariat",
    Kind.LATE_CHANGE: "late change of a reply, told to the secretariat",
    Kind.NOTICE: "notice",
    Kind.NOTICE_TO_ACKNOWLEDGE: "notice to acknowledge",
    Kind.NOTICE_REMINDER: "reminder to acknowledge",
    Kind.ITEM_ASSIGNED: "new action item",
    Kind.ITEM_SENT_BACK: "action item sent back",
    Kind.ITEM_WEEK: "reminder of actions due in a week",
    Kind.ITEM_DAY: "reminder of actions due tomorrow",
    Kind.ITEM_DUE: "reminder of actions due today",
    Kind.ITEM_OVERDUE: "reminder of overdue actions",
    Kind.ITEM_NEWS: "news of an action item, told to the secretariat",
    Kind.REGISTERED: "welcome to a new member",
    Kind.NOT_ADMITTED: "word that an account was not admitted",
    Kind.JOIN_REQUEST: "new member for the secretariat to confirm",
    Kind.LINK_NEWS: "news of an invitation, told to the secretariat",
    Kind.LETTER: "letter to the secretariat",
    Kind.LETTER_TEXT: "text of the letter",
    Kind.LETTER_ANSWER: "answer of the secretariat",
    Kind.DELIVERY_FAILED: "report of who cannot be reached",
}

#: A verb of the audit trail, and its sentence: who did it, to what, with what words.
_EVENTS = {
    # Meetings
    "draft_begun": "{who} began a draft of {what}",
    "draft_changed": "{who} changed {what}",
    "draft_ready": "{who} prepared {what} for release",
    "paper_added": "{who} added a paper to {what}",
    "paper_removed": "{who} removed a paper from {what}",
    "meeting_published": "{who} published {what}",
    "publication_stopped": "{who} stopped the publication of {what}",
    "postponement_held": "{who} gave {what} a new date, held for 20 seconds",
    "postponement_stopped": "{who} stopped the new date of {what}",
    "postponement_failed": "The new date of {what} was not made: it had changed meanwhile",
    "meeting_moved": "{who} moved {what} to {said}",
    "cancellation_held": "{who} cancelled {what}, held for 20 seconds",
    "cancellation_stopped": "{who} stopped the cancellation of {what}",
    "cancellation_failed": "{what} was not cancelled: it had changed meanwhile",
    "meeting_cancelled": "{who} cancelled {what}",
    "mute": "{who} turned off the reminders of {what}",
    "unmute": "{who} turned on the reminders of {what} again",
    "nudge": "{who} reminded those who have not replied to {what}",
    # Replies
    "reply": "{who} replied for {what}: {said}",
    "undo_reply": "{who} took back the reply of {what}",
    "reply_reason": "{who} gave a reason for the apologies of {what}",
    "quorum_lost": "The quorum of {what} is no longer met",
    "quorum_regained": "The quorum of {what} is met again",
    # Action items
    "item_assigned": "{who} assigned {what}",
    "item_reassigned": "{who} gave {what} to other owners",
    "item_reopened": "{who} reopened {what}",
    "item_closed": "{who} closed {what}",
    "item_dropped": "{who} dropped {what}",
    "item_sent_back": "{who} sent {what} back to its owners",
    "item_update": "{who} reported on {what}",
    "item_blocked": "{who} reported {what} as blocked",
    "item_unblocked": "{who} reported {what} as no longer blocked",
    "item_reported": "{who} reported {what} as done",
    "item_taken_back": "{who} took back the report on {what}",
    "item_handed_back": "{who} said that {what} is not for their office",
    "item_taken_on": "{who} took {what} on again",
    # Letters and notices
    "letter_sent": "{who} wrote to the secretariat",
    "letter_withdrawn": "{who} took a letter to the secretariat back",
    "letter_answered": "{who} answered a letter",
    "notice_drafted": "{who} drafted a notice",
    "notice_rewritten": "{who} rewrote a notice",
    "notice_kind": "{who} changed how a notice goes out",
    "notice_audience": "{who} changed who gets a notice",
    "notice_dropped": "{who} deleted the draft of a notice",
    "notice_sent": "{who} sent a notice",
    "notice_stopped": "{who} stopped a notice",
    "notice_reminded": "{who} reminded those who have not acknowledged a notice",
    "notice_acknowledged": "{who} acknowledged a notice",
    # People and the group
    "invited": "{who} made an invitation for {what}",
    "invitation_opened": "Somebody opened the invitation of {what}",
    "invitation_claimed": "Somebody says to be {what}: the secretariat is asked",
    "invitation_not_mine": "Somebody opened the invitation of {what} and said it is not theirs",
    "invitation_refused": "{who} refused the account that opened the invitation of {what}",
    "invitation_cancelled": "{who} cancelled the invitation of {what}",
    "admitted": "{who} admitted {what}",
    "seat_made": "{who} added a seat for {what}",
    "seated": "{who} gave {what} a seat",
    "role_changed": "{who} changed the role of {what}",
    "listed": "{who} added {what} to the list of members",
    "renamed": "{who} changed the name of {what}",
    "removed": "{who} removed {what} from the group",
    "removal_undone": "{who} took {what} into the group again",
    "roster_imported": "{who} imported a list of members",
    "roster_discarded": "{who} discarded a list of members",
    "settings_changed": "{who} changed their own settings",
    "group_chosen": "{who} turned to another group",
    "group_set_up": "{who} set up {what}",
    "first_secretary": "{who} became the first secretary",
    "unreachable": "{what} cannot be reached any more",
    "reachable": "{what} can be reached again",
    # Reminders
    "reminder_expired": "A reminder of {what} was left out: too late to be of use",
    "reminder_set_aside": "A reminder of {what} was set aside: it could not be made",
}


def rule(name: str, what: str, people: int) -> str:
    """Say what a planned reminder of something brings, and to how many as things stand."""
    return _RULES.get(name, f"{name} for {{people}}").format(what=what, people=_people(people))


def held(one: Kind, people: int) -> str:
    """Say that messages wait for their moment."""
    return f"{kind(one)} for {_people(people)}"


def replies_close(what: str) -> str:
    """Say that replies are due."""
    return f"replies to {what} close"


def begins(what: str) -> str:
    """Say that a meeting begins."""
    return f"{what} begins"


def meeting(number: int | None, title: str | None) -> str:
    """Name a meeting: by its number once it has one."""
    if number is not None:
        return f"meeting {number}"
    return f"“{title}”" if title else "a meeting"


def item(number: int) -> str:
    """Name an action item."""
    return f"action item A{number}"


def kind(one: Kind) -> str:
    """Name what a message is."""
    return _KINDS.get(one, str(one).replace("_", " "))


def sent(done: Sent) -> str:
    """Say what became of messages: how many rang, how many came silently, who got none."""
    parts = [
        (done.sounds, "with sound"),
        (done.silents, "silent"),
        (done.by_hand, "by hand"),
        (done.unreachable, "cannot be reached"),
        (done.left_out, "left out"),
    ]
    counted = ", ".join(f"{count} {how}" for count, how in parts if count)
    return _sentence(f"{kind(done.kind)}: {counted}")


def event(verb: str, who: str | None, what: str, said: str) -> str:
    """Say a line of the audit trail: who did what (None: the assistant), with what words."""
    template = _EVENTS.get(verb, f"{{who}}: {verb.replace('_', ' ')}, {{what}}")
    return _sentence(template.format(who=who or "the assistant", what=what, said=said))


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
