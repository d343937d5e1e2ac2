"""Replies by telephone: which office, which reply, and when two entered different ones."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import replies
from secretariat.boards import Board, Line
from storage import Mode, Organisation, Reply
from views import presses
from views.boards import meeting_line
from views.invitations import mode_name, reply_name
from views.moments import moment
from views.offices import cut, full_office, office, person
from views.refusals import words_for
from views.screen import LABEL_WIDTH, Button, Screen, Style, in_pairs, rows
from views.words import Words

#: Offices on one page.
PAGE = 8


def choose_office(words: Words, picture: Board, page: int) -> Screen:
    """Ask whose reply it is: eight offices on a page, in order of precedence."""
    lines = (*picture.members, *picture.others)
    pages = max(1, -(-len(lines) // PAGE))
    page = min(page, pages - 1)
    offices = [
        Button(
            cut(_label(words, line), LABEL_WIDTH[1]),
            _press(picture.meeting_id, f"seat-{line.seat.id}", picture.revision),
        )
        for line in lines[page * PAGE : (page + 1) * PAGE]
    ]
    turn = [
        Button(words.label("Previous"), _press(picture.meeting_id, f"page-{page - 1}", 0))
        if page > 0
        else None,
        Button(words.label("More"), _press(picture.meeting_id, f"page-{page + 1}", 0))
        if page + 1 < pages
        else None,
    ]
    return Screen(
        words.page(
            words.say("<b>Whose reply do you record?</b>"),
            meeting_line(words, picture.number, picture.starts_at, picture.zone),
            Markup(),
            words.say("A tick marks offices that have replied."),
        ),
        rows(*in_pairs(offices), turn, _back(words, picture.meeting_id)),
    )


def _label(words: Words, line: Line) -> str:
    name = office(words, line.organisation)
    if line.mode is None or line.mode is Mode.NOT_SURE:
        return name
    return f"{cut(name, LABEL_WIDTH[1] - 2)} ✓"


def _press(meeting_id: int, argument: str, version: int) -> str:
    return presses.RECORD.write(meeting_id, argument, version)


def _back(words: Words, meeting_id: int) -> Button:
    return Button(words.label("Back to the board"), presses.BOARD.write(meeting_id, "show"))


def _mode_rows(
    words: Words,
    picture: Board,
    line: Line,
    *,
    has_room: bool,
    has_link: bool,
    deputy: int | None = None,
) -> tuple[tuple[Button, ...], ...]:
    """Give the ways to attend; `deputy` is the draft with a deputy's name, if one attends."""
    version = line.reply.version if line.reply else 0
    tail = f"{line.seat.id}-{picture.revision}"
    tail = tail if deputy is None else f"{tail}-{deputy}"

    def button(label: str, letter: str) -> Button:
        return Button(label, _press(picture.meeting_id, f"{letter}-{tail}", version))

    return rows(
        [
            button(words.label("In person"), "p") if has_room else None,
            button(words.label("Video link"), "v") if has_link else None,
        ],
        [button(words.label("Deputy"), "d"), button(words.label("Apologies"), "a")]
        if deputy is None
        else None,
    )


def choose_mode(
    words: Words, picture: Board, line: Line, zone: ZoneInfo, *, has_room: bool, has_link: bool
) -> Screen:
    """Ask what the office replied."""
    holder = person(words, line.people[0]) if line.people else None
    name = full_office(words, line.organisation)
    return Screen(
        words.page(
            words.say("<b>Reply of {office}</b>", office=name),
            words.say("Held by {name}", name=holder) if holder else None,
            meeting_line(words, picture.number, picture.starts_at, picture.zone),
            Markup(),
            _now(words, line.reply, zone),
            words.say("It is recorded as given by phone and entered by you."),
        ),
        rows(
            *_mode_rows(words, picture, line, has_room=has_room, has_link=has_link),
            Button(words.label("Other office"), _press(picture.meeting_id, "page-0", 0)),
            _back(words, picture.meeting_id),
        ),
    )


def _now(words: Words, reply: Reply | None, zone: ZoneInfo) -> Markup:
    if reply is None:
        return words.say("Reply until now: none")
    at = moment(words, reply.recorded_at, zone, named=False)
    return words.say(
        "Reply until now: {reply}, recorded {at}", reply=reply_name(words, reply), at=at
    )


def ask_deputy(words: Words, picture: Board, line: Line) -> Screen:
    """Ask for the deputy's name."""
    version = line.reply.version if line.reply else 0
    follow = f"t-{line.seat.id}-{picture.revision}"
    back = f"seat-{line.seat.id}"
    return Screen(
        words.page(
            words.say(
                "<b>Who represents {office}?</b>", office=full_office(words, line.organisation)
            ),
            meeting_line(words, picture.number, picture.starts_at, picture.zone),
            Markup(),
            words.say(
                "Type name and post in one line, for example <i>Aliya Shah, Deputy Secretary</i>."
            ),
        ),
        rows(
            [
                Button(words.label("Name to follow"), _press(picture.meeting_id, follow, version)),
                Button(words.label("Back"), _press(picture.meeting_id, back, picture.revision)),
            ]
        ),
    )


def ask_deputy_mode(
    words: Words,
    picture: Board,
    line: Line,
    deputy: int,
    name: str,
    *,
    has_room: bool,
    has_link: bool,
) -> Screen:
    """Ask how the named deputy attends; `deputy` is the draft that keeps the name."""
    back = _press(picture.meeting_id, f"seat-{line.seat.id}", picture.revision)
    return Screen(
        words.page(
            words.say("<b>{name}: mode of attendance</b>", name=name),
            words.say("Deputy for {office}", office=full_office(words, line.organisation)),
        ),
        rows(
            *_mode_rows(words, picture, line, has_room=has_room, has_link=has_link, deputy=deputy),
            Button(words.label("Back"), back),
        ),
    )


def clash(
    words: Words,
    picture: Board,
    line: Line,
    mine: str,
    mode: Mode,
    by: str,
    zone: ZoneInfo,
) -> Screen:
    """Show both replies where somebody recorded another one meanwhile; nothing was changed."""
    reply = line.reply
    version = reply.version if reply else 0
    if reply is None:
        first = words.say("<b>{name} took the reply back meanwhile</b>", name=by)
        theirs = words.say("Recorded now: none")
    else:
        first = words.say("<b>{name} recorded another reply meanwhile</b>", name=by)
        theirs = words.say(
            "Recorded now: <b>{reply}</b>, {at}",
            reply=reply_name(words, reply),
            at=moment(words, reply.recorded_at, zone, named=False),
        )
    return Screen(
        words.page(
            first,
            words.say("Office: {office}", office=full_office(words, line.organisation)),
            Markup(),
            theirs,
            words.say("Yours, not recorded: <b>{reply}</b>", reply=mode_name(words, mode)),
        ),
        rows(
            Button(
                words.label("Record mine instead"),
                _press(picture.meeting_id, mine, version),
                style=Style.NEXT,
            ),
            Button(
                words.label("Keep what is recorded"),
                presses.BOARD.write(picture.meeting_id, "show"),
            ),
        ),
    )


def recorded(words: Words, of: Organisation, mode: Mode, *, is_same: bool) -> str:
    """Give the toast when a reply by telephone is recorded, or was so before."""
    name, reply = cut(office(words, of), 60), mode_name(words, mode)
    if is_same:
        return words.label("Already recorded for {office}: {reply}", office=name, reply=reply)
    return words.label("Recorded for {office}: {reply}", office=name, reply=reply)


@words_for(replies.OtherReply)
def _other_reply(words: Words, refusal: replies.OtherReply, _zone: ZoneInfo) -> str:
    return words.label(
        "{by} recorded another reply for this office meanwhile. Nothing was changed.",
        by=refusal.by,
    )
