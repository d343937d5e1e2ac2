"""What the demo's page tells about the work behind the screens."""

from secretariat.kinds import Kind
from views.words import Words


def rule(words: Words, name: str) -> str:
    """Name a planned reminder by its rule."""
    found = {
        "meeting.week": words.label("7-day reminders"),
        "meeting.day": words.label("1-day reminders"),
        "meeting.hour": words.label("1-hour reminders"),
        "meeting.nudge": words.label("nudge to who has not replied"),
        "meeting.last_nudge": words.label("last nudge"),
        "meeting.link": words.label("the video link"),
        "meeting.change": words.label("a change takes effect"),
        "meeting.published": words.label("a meeting is out"),
        "item.week": words.label("action reminders, 7 days before"),
        "item.day": words.label("action reminders, 1 day before"),
        "item.due": words.label("action reminders, due day"),
        "item.overdue": words.label("overdue reminders"),
    }
    return found.get(name, name)


def _kind(words: Words, kind: Kind) -> str:
    found = {
        Kind.INVITATION: words.label("meeting notice"),
        Kind.NUDGE: words.label("nudge"),
        Kind.POSTPONED: words.label("postponement"),
        Kind.CANCELLED: words.label("cancellation"),
        Kind.REMIND_WEEK: words.label("7-day reminder"),
        Kind.REMIND_DAY: words.label("1-day reminder"),
        Kind.REMIND_HOUR: words.label("1-hour reminder"),
        Kind.NOTICE: words.label("notice"),
        Kind.NOTICE_TO_ACKNOWLEDGE: words.label("notice to acknowledge"),
        Kind.ITEM_ASSIGNED: words.label("new action item"),
        Kind.QUORUM_CHANGED: words.label("quorum alert"),
        Kind.LETTER: words.label("letter to the secretariat"),
        Kind.HOME: words.label("home card"),
    }
    return found.get(kind, str(kind).replace("_", " "))


def held(words: Words, kind: Kind, count: int) -> str:
    """Say that messages wait for their moment."""
    return words.label_many(
        "{what}: {count} message goes out",
        "{what}: {count} messages go out",
        count,
        what=_kind(words, kind),
    )


def sent(words: Words, kind: Kind, count: int) -> str:
    """Say that messages went out."""
    return words.label_many(
        "{what}: {count} sent", "{what}: {count} sent", count, what=_kind(words, kind)
    )


def event(words: Words, verb: str, subject: str, name: str | None) -> str:
    """Say a line of the audit trail."""
    what = verb.replace("_", " ")
    about = subject.replace(":", " ")
    if name is None:
        return words.label("{what}, {about}", what=what, about=about)
    return words.label("{name}: {what}, {about}", name=name, what=what, about=about)


def replies_close(words: Words) -> str:
    """Say that replies are due."""
    return words.label("replies close")


def redrawing(words: Words) -> str:
    """Say that a card brings itself up to date."""
    return words.label("a card is redrawn")
