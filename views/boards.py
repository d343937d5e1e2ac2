"""The board of replies, and what the secretariat is told at once about it."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.boards import Board, Change, Line
from secretariat.quorums import Quorum
from storage import Mode, Organisation
from views import presses
from views.basics import home
from views.invitations import mode_name, short_deputy
from views.moments import hour, moment
from views.offices import office, person, signed
from views.replies import reason_of
from views.screen import Button, Screen, Style, rows
from views.words import Words

#: Longest text of a board, in visible characters; Telegram takes 4096 with its markup's room.
LONGEST = 3500
#: How many offices of a group are named, tried in turn until the board is short enough.
_SHOWN = (100, 30, 12, 5, 1)
#: Longest text of one office on the board, in characters.
_ENTRY = 120

_BRACKETS = re.compile(r"\([^)]*\)")

Entry = Callable[[Words, Line], Markup]


def board(
    words: Words, picture: Board, *, names: bool, may_nudge: bool, may_record: bool
) -> Screen:
    """Give the board by offices, or by the names of their people."""
    text = Markup()
    for shown in _SHOWN:
        text = _text(words, picture, shown, names=names)
        if len(text.striptags()) <= LONGEST:
            break
    return Screen(
        text,
        _buttons(words, picture, names=names, may_nudge=may_nudge, may_record=may_record),
    )


def _text(words: Words, picture: Board, shown: int, *, names: bool) -> Markup:
    entry = _named if names else _office
    by = {mode: [one for one in picture.members if one.mode is mode] for mode in Mode}
    silent = [one for one in picture.members if one.mode in (None, Mode.NOT_SURE)]

    def group(title: Markup, lines: Sequence[Line], write: Entry) -> Markup | None:
        if not lines:
            return None
        parts = [write(words, line) for line in lines[:shown]]
        if len(lines) > shown:
            parts.append(words.many("{count} more", "{count} more", len(lines) - shown))
        return words.say(
            "<b>{title} ({count}):</b> {offices}",
            title=title,
            count=len(lines),
            offices=_parted(words, parts),
        )

    return words.page(
        quorum_line(words, picture.quorum),
        meeting_line(words, picture.number, picture.starts_at, picture.zone),
        Markup(),
        group(words.say("In person"), by[Mode.IN_PERSON], entry),
        group(words.say("Video link"), by[Mode.VIDEO], entry),
        group(words.say("Deputy"), by[Mode.DEPUTY], _deputy),
        group(words.say("Apologies"), by[Mode.APOLOGIES], _apologies),
        group(words.say("No reply"), silent, _silent),
        group(words.say("Observers"), picture.others, _other),
        Markup(),
        _as_at(words, picture),
    )


def _parted(words: Words, parts: Sequence[Markup]) -> Markup:
    """Join the entries of a group; where one holds a comma they are parted by semicolons.

    What stands in brackets cannot be taken for another entry.
    """
    comma = words.comma(["", ""])
    if any(comma in _BRACKETS.sub("", part) for part in parts):
        return words.semicolon(parts)
    return words.comma(parts)


def quorum_line(words: Words, quorum: Quorum) -> Markup:
    """Give how many are expected; of a quorum is spoken only where the group has a rule."""
    given: dict[str, object] = {
        "expected": quorum.expected,
        "total": quorum.total,
        "needed": quorum.needed,
    }
    if quorum.needed is None:
        return words.say("<b>{expected} of {total} offices expected</b>", **given)
    if quorum.is_met:
        return words.say(
            "<b>Quorum met: {expected} of {total} expected, {needed} needed</b>", **given
        )
    if quorum.is_out_of_reach:
        return words.say(
            "<b>Quorum at risk: {expected} of {total} expected, {needed} needed</b>", **given
        )
    return words.say(
        "<b>Quorum not met yet: {expected} of {total} expected, {needed} needed</b>", **given
    )


def meeting_line(words: Words, number: int | None, starts_at: datetime, zone: ZoneInfo) -> Markup:
    """Give which meeting it is: "Meeting 1, Wed 15 Apr, 14:00 PKT"."""
    at = moment(words, starts_at, zone)
    if number is None:
        return words.say("Meeting of {at}", at=at)
    return words.say("Meeting {number}, {at}", number=number, at=at)


def _office(words: Words, line: Line) -> Markup:
    return _with_origin(words, line, _name(words, line))


def _name(words: Words, line: Line) -> Markup:
    name = words.value(office(words, line.organisation)[:_ENTRY])
    return words.say("{office} (Chair)", office=name) if line.seat.is_chair else name


def _with_origin(words: Words, line: Line, shown: Markup) -> Markup:
    if line.entered_by is None:
        return shown
    return words.say(
        "{reply} (by phone, entered by {name})", reply=shown, name=signed(words, line.entered_by)
    )


def _named(words: Words, line: Line) -> Markup:
    shown = _name(words, line)
    if line.people:
        shown = words.say(
            "{office}: {name}", office=shown, name=person(words, line.people[0])[:_ENTRY]
        )
    return _with_origin(words, line, shown)


def _deputy(words: Words, line: Line) -> Markup:
    reply, shown = line.reply, _name(words, line)
    if reply is None or reply.deputy_name is None:
        shown = words.say("{office}, name missing", office=shown)
    else:
        name = short_deputy(reply.deputy_name)
        if reply.deputy_mode is Mode.VIDEO:
            shown = words.say("{office}, by {name}, video link", office=shown, name=name)
        elif reply.deputy_mode is Mode.IN_PERSON:
            shown = words.say("{office}, by {name}, in person", office=shown, name=name)
        else:
            shown = words.say("{office}, by {name}", office=shown, name=name)
    return _with_origin(words, line, shown)


def _apologies(words: Words, line: Line) -> Markup:
    shown = _name(words, line)
    if line.reply is not None and line.reply.reason:
        reason = reason_of(words, line.reply.reason)
        if len(reason) > _ENTRY:
            reason = reason[:_ENTRY].rstrip() + "…"
        shown = words.say("{office}, {reason}", office=shown, reason=_lowered(words, reason))
    return _with_origin(words, line, shown)


def _lowered(words: Words, reason: str) -> str:
    """Give a reason as it stands within a line: "official travel"."""
    return reason[:1].lower() + reason[1:] if not words.rtl and reason[1:2].islower() else reason


def _silent(words: Words, line: Line) -> Markup:
    shown = _name(words, line)
    if line.mode is Mode.NOT_SURE:
        return words.say("{office} (not sure yet)", office=shown)
    if not line.is_on_assistant:
        return words.say("{office} (not on the assistant)", office=shown)
    return shown


def _other(words: Words, line: Line) -> Markup:
    shown = _name(words, line)
    if line.reply is None:
        return words.say("{office}, no reply", office=shown)
    mode = str(mode_name(words, line.reply.mode).striptags())
    said = words.say("{office}, {reply}", office=shown, reply=_lowered(words, mode))
    return _with_origin(words, line, said)


def _as_at(words: Words, picture: Board) -> Markup:
    at = hour(words, picture.now.astimezone(picture.zone).time())
    since = hour(words, picture.changes_since.astimezone(picture.zone).time())
    if not picture.changes:
        return words.say("<i>As at {at}.</i>", at=at)
    changes = words.comma([_change(words, one) for one in picture.changes[-3:]])
    return words.say("<i>{at}. Since {since}: {changes}.</i>", at=at, since=since, changes=changes)


def _change(words: Words, change: Change) -> Markup:
    name = office(words, change.organisation)[:_ENTRY]
    if change.mode is None:
        return words.say("{office} withdrew its reply", office=name)
    mode = str(mode_name(words, change.mode).striptags())
    return words.say("{office} changed to {reply}", office=name, reply=_lowered(words, mode))


def _buttons(
    words: Words, picture: Board, *, names: bool, may_nudge: bool, may_record: bool
) -> tuple[tuple[Button, ...], ...]:
    def press(argument: str) -> str:
        return presses.BOARD.write(picture.meeting_id, argument, picture.revision)

    nudge = presses.NUDGE.write(picture.meeting_id, "plan", picture.revision)
    record = presses.RECORD.write(picture.meeting_id, "page-0", picture.revision)
    return rows(
        Button(
            words.label_many("Remind 1 person", "Remind {count} people", picture.silent_people),
            nudge,
            style=Style.NEXT,
        )
        if may_nudge and picture.is_open and picture.silent_people
        else None,
        Button(words.label("Record a reply for someone"), record)
        if may_record and picture.is_open
        else None,
        [
            Button(words.label("Show offices"), press("show"))
            if names
            else Button(words.label("Show names"), press("names")),
            Button(words.label("Attendance text"), press("text")),
        ],
        Button(words.label("Refresh"), press("names" if names else "show")),
    )


def no_board(words: Words) -> Screen:
    """Say that there is no meeting to have a board."""
    return Screen(
        words.page(
            words.say("<b>No meeting is announced</b>"),
            Markup(),
            words.say("The board of replies opens with the next meeting."),
        ),
        rows(home(words)),
    )


def _changed_line(
    words: Words, organisation: Organisation, mode: Mode | None, at: datetime, zone: ZoneInfo
) -> Markup:
    clock = hour(words, at.astimezone(zone).time())
    name = office(words, organisation)
    if mode is None:
        return words.say("{office} withdrew its reply at {at}.", office=name, at=clock)
    return words.say(
        "{office} changed to {reply} at {at}.", office=name, reply=mode_name(words, mode), at=clock
    )


def quorum_changed(
    words: Words,
    picture: Board,
    organisation: Organisation,
    mode: Mode | None,
    at: datetime,
    *,
    may_nudge: bool,
) -> Screen:
    """Tell that the quorum was lost, or is met again."""
    quorum = picture.quorum
    given: dict[str, object] = {
        "expected": quorum.expected,
        "total": quorum.total,
        "needed": quorum.needed,
    }
    first = (
        words.say(
            "<b>Quorum met again: {expected} of {total} expected, {needed} needed</b>", **given
        )
        if quorum.is_met
        else words.say(
            "<b>Quorum at risk: {expected} of {total} expected, {needed} needed</b>", **given
        )
    )
    nudge = presses.NUDGE.write(picture.meeting_id, "plan", picture.revision)
    return Screen(
        words.page(
            first,
            _changed_line(words, organisation, mode, at, picture.zone),
            meeting_line(words, picture.number, picture.starts_at, picture.zone),
        ),
        rows(
            Button(words.label("Remind who has not replied"), nudge, style=Style.NEXT)
            if may_nudge and not quorum.is_met and picture.silent_people
            else None,
            _who(words, picture),
        ),
    )


def late_change(
    words: Words, picture: Board, organisation: Organisation, mode: Mode | None, at: datetime
) -> Screen:
    """Tell that an office changed its reply shortly before the meeting."""
    name = office(words, organisation)
    first = (
        words.say("<b>Late change: {office}, reply withdrawn</b>", office=name)
        if mode is None
        else words.say(
            "<b>Late change: {office}, {reply}</b>", office=name, reply=mode_name(words, mode)
        )
    )
    return Screen(
        words.page(
            first,
            _changed_line(words, organisation, mode, at, picture.zone),
            meeting_line(words, picture.number, picture.starts_at, picture.zone),
        ),
        rows(_who(words, picture)),
    )


def _who(words: Words, picture: Board) -> Button:
    shown = presses.BOARD.write(picture.meeting_id, "show", picture.revision)
    return Button(words.label("Who is coming"), shown)
