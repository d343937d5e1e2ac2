"""The tour: eight steps, each an act that the visitor does and the effect that shows it was done.

A step is data, so that another is added by writing it here; the page knows none of the words.
"""

from dataclasses import asdict, dataclass
from typing import Any

SECRETARY, MEMBER, IN_URDU, OBSERVER, SILENT = (
    "Nadia Saleem",
    "Farhan Javed",
    "Maria Memon",
    "Daniel Moreau",
    "Adeel Niazi",
)

NOTICE = """Title: Second meeting of the Expert Working Group
Date: 15 April
Time: 2 to 4 pm
Venue: Committee Room 2, National Police Bureau, Islamabad
Link: https://meet.example.org/ewg-2
Agenda: 1 Opening remarks 2 Work plan 2026-27, for approval 3 Any other business
Reply by: 10 April"""

PASSES = """Visitor passes for 22 April

Kindly send the number of your vehicle to the secretariat by Monday."""


@dataclass(frozen=True)
class Until:
    """What is to be seen on somebody's phone: a button that begins so, or words, or either."""

    person: str
    key: str = ""
    text: str = ""


@dataclass(frozen=True)
class Tap:
    """Press an inline button whose label begins so."""

    words: str
    person: str
    label: str
    until: Until
    kind: str = "tap"


@dataclass(frozen=True)
class Write:
    """Send a text, which the page puts in the message line."""

    words: str
    person: str
    text: str
    until: Until
    kind: str = "write"


@dataclass(frozen=True)
class Press:
    """Press a button of the page itself: a label it has in the head or in the drawer."""

    words: str
    label: str
    until: Until | None = None
    kind: str = "press"


@dataclass(frozen=True)
class See:
    """Look at words on somebody's phone; the visitor says when to go on."""

    words: str
    person: str
    text: str
    kind: str = "see"


@dataclass(frozen=True)
class Step:
    """One step of the tour."""

    title: str
    acts: tuple[Tap | Write | Press | See, ...]


STEPS = (
    Step(
        "Announce a meeting",
        (
            Tap(
                "Nadia runs the secretariat. Press New meeting on her phone.",
                SECRETARY,
                "New meeting",
                Until(SECRETARY, key="Paste one message"),
            ),
            Tap(
                "One message is enough; no form has to be filled in.",
                SECRETARY,
                "Paste one message",
                Until(SECRETARY, text="Send the notice as one message"),
            ),
            Write(
                "The notice is in her message line, as she would paste it. Press Send.",
                SECRETARY,
                NOTICE,
                Until(SECRETARY, key="Publish to"),
            ),
            Tap(
                "This is what everyone will get. The weekday was worked out for her.",
                SECRETARY,
                "Publish to",
                Until(SECRETARY, text="Publishing in 20 seconds"),
            ),
            Press(
                "For 20 seconds nothing leaves, so that a slip can be stopped. Wait, or move on.",
                "+1 hour",
                Until(MEMBER, key="In person"),
            ),
        ),
    ),
    Step(
        "Reply in one tap",
        (
            Tap(
                "Farhan, of the Ministry of Interior, replies for his office.",
                MEMBER,
                "In person",
                Until(MEMBER, key="In person ✓"),
            ),
        ),
    ),
    Step(
        "The same in Urdu",
        (
            Tap(
                "Maria reads Urdu, from the right. She takes the video link.",
                IN_URDU,
                "ویڈیو لنک",
                Until(IN_URDU, key="ویڈیو لنک ✓"),
            ),
        ),
    ),
    Step(
        "Everyone on their own clock",
        (
            See(
                "Daniel is in Vienna: the meeting's time stays official, his own is added.",
                OBSERVER,
                "Your time",
            ),
        ),
    ),
    Step(
        "Reminders that differ",
        (
            Press(
                "The clock goes on to the next thing that is due. Compare the phones.",
                "Next event",
                Until(MEMBER, text="In 7 days"),
            ),
            See(
                "Farhan has the room; Adeel, who has not answered, is asked. None of these rings.",
                SILENT,
                "Your reply: not given yet",
            ),
        ),
    ),
    Step(
        "A nudge, to the silent alone",
        (
            Press(
                "A day later only those who have not replied hear again.",
                "+1 day",
                Until(SILENT, text="Your reply is needed"),
            ),
            Tap(
                "Adeel says that he does not know yet, and is left in peace.",
                SILENT,
                "Not sure yet",
                Until(SILENT, key="Not sure yet ✓", text="Not sure"),
            ),
        ),
    ),
    Step(
        "A new date asks again",
        (
            Tap(
                "The date has to move.",
                SECRETARY,
                "Change, postpone",
                Until(SECRETARY, key="Postpone"),
            ),
            Tap(
                "Nothing is sent before she confirms.",
                SECRETARY,
                "Postpone",
                Until(SECRETARY, text="Postpone to which date?"),
            ),
            Tap(
                "A day as a button; any other can be typed.",
                SECRETARY,
                "Wed 22 Apr",
                Until(SECRETARY, key="Postpone, tell"),
            ),
            Tap(
                "The button says how many will be told.",
                SECRETARY,
                "Postpone, tell",
                Until(SECRETARY, text="Moving in 20 seconds"),
            ),
            Press("Again there are 20 seconds to stop it.", "Restart the bot"),
            Press(
                "The assistant was just stopped and started anew. Nothing is lost.",
                "+1 hour",
                Until(MEMBER, key="Again in person"),
            ),
            Tap(
                "Farhan is asked again, with his earlier reply before him.",
                MEMBER,
                "Again in person",
                Until(MEMBER, text="You attend in person: Wed 22 Apr"),
            ),
        ),
    ),
    Step(
        "A notice to acknowledge",
        (
            Write(
                "The command is in her message line. Press Send.",
                SECRETARY,
                "/send",
                Until(SECRETARY, text="Write the notice in one message"),
            ),
            Write(
                "So is the notice.",
                SECRETARY,
                PASSES,
                Until(SECRETARY, key="Next: preview"),
            ),
            Tap(
                "She sees who will get it, and who needs a telephone call.",
                SECRETARY,
                "Next: preview",
                Until(SECRETARY, key="Ask to acknowledge"),
            ),
            Tap(
                "This one is to be acknowledged.",
                SECRETARY,
                "Ask to acknowledge",
                Until(SECRETARY, key="For information"),
            ),
            Tap(
                "Send it.",
                SECRETARY,
                "Send to",
                Until(SECRETARY, text="Sending in 20 seconds"),
            ),
            Press(
                "Once more the 20 seconds.",
                "+1 hour",
                Until(MEMBER, key="Acknowledged"),
            ),
            Tap(
                "One tap, and Nadia's report counts him.",
                MEMBER,
                "Acknowledged",
                Until(SECRETARY, text="Acknowledged: 1 of"),
            ),
        ),
    ),
)


def tour() -> list[dict[str, Any]]:
    """Give the steps as the page reads them."""
    return [asdict(step) for step in STEPS]
