"""A meeting's card: what the invited see before and after they reply."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from secretariat.invitation_cards import InvitationCard
from storage import MeetingStatus, Mode, Reply
from views import presses
from views.basics import home
from views.moments import city, clock_tag, hour, moment, same_clock, zone_name
from views.offices import person
from views.screen import Button, File, Rows, Screen, Style, rows
from views.words import Words

#: Agenda items shown on the card; a longer agenda is said to go on.
ITEMS = 25


def invitation(words: Words, card: InvitationCard, *, preview: bool = False) -> Screen:
    """Give the card; a preview's buttons only say that it is one."""
    if card.status is not MeetingStatus.PUBLISHED and not preview:
        return Screen(_over(words, card), _paper_rows(words, card, preview=preview))
    answered = card.reply is not None and card.reply.mode is not Mode.NOT_SURE
    shown = answered and card.reply is not None
    text = words.page(
        first_line(words, card),
        title(words, card),
        Markup(),
        *when_lines(words, card),
        where_line(words, card),
        link_line(words, card),
        None if shown else _reply_by(words, card),
        _agenda(words, card) if not shown else None,
        Markup(),
        reply_line(words, card),
        _earlier(words, card),
        _muted(words, card),
    )
    return Screen(
        text,
        rows(
            Button(words.label("Open the meeting"), url=card.link, style=Style.NEXT)
            if card.link and card.link.startswith(("http://", "https://"))
            else None,
            *reply_rows(words, card, preview=preview),
            *_paper_rows(words, card, preview=preview),
        ),
    )


def first_line(words: Words, card: InvitationCard) -> Markup:
    """Give the news: when the meeting is, or what was replied to it."""
    at = moment(words, card.starts_at, card.zone)
    match card.reply.mode if card.reply else None:
        case Mode.IN_PERSON if card.attends_personally:
            return words.say("<b>You attend in person: {at}</b>", at=at)
        case Mode.IN_PERSON:
            return words.say("<b>Your office attends in person: {at}</b>", at=at)
        case Mode.VIDEO if card.attends_personally:
            return words.say("<b>You attend by video link: {at}</b>", at=at)
        case Mode.VIDEO:
            return words.say("<b>Your office attends by video link: {at}</b>", at=at)
        case Mode.DEPUTY if card.reply and card.reply.deputy_name:
            name = short_deputy(card.reply.deputy_name)
            return words.say("<b>{name} represents your office: {at}</b>", name=name, at=at)
        case Mode.DEPUTY:
            return words.say("<b>A deputy represents your office: {at}</b>", at=at)
        case Mode.APOLOGIES:
            return words.say("<b>Apologies recorded: {at}</b>", at=at)
    full = moment(words, card.starts_at, card.zone, year=True)
    return words.say("<b>Meeting: {at}</b>", at=full)


def title(words: Words, card: InvitationCard) -> Markup:
    """Give the meeting's title, or its number and group where it has none."""
    if card.title:
        return words.value(card.title)
    group = (card.group_urdu if words.rtl else None) or card.group
    if card.number is None:
        return words.say("Meeting of the {group}", group=group)
    return words.say("Meeting {number} of the {group}", number=card.number, group=group)


def short_title(words: Words, card: InvitationCard) -> Markup:
    """Give the line under a card's news: "Meeting 1, Wed 15 Apr, 14:00 PKT"."""
    at = moment(words, card.starts_at, card.zone)
    if card.number is None:
        return words.say("Meeting of {at}", at=at)
    return words.say("Meeting {number}, {at}", number=card.number, at=at)


def when_lines(words: Words, card: InvitationCard) -> tuple[Markup, ...]:
    """Give the hours on the meeting's own clock, and on the reader's where that differs."""
    starts, ends = card.starts_at.astimezone(card.zone), card.ends_at.astimezone(card.zone)
    start = clock_tag(
        card.starts_at, moment(words, card.starts_at, card.zone, year=True, named=False)
    )
    end = hour(words, ends.time())
    if ends.date() != starts.date():
        end = moment(words, card.ends_at, card.zone, named=False)
    zone = zone_name(words, card.zone, card.starts_at)
    line = words.say("<b>When:</b> {start} to {end} {zone}", start=start, end=end, zone=zone)
    if same_clock(card.starts_at, card.zone, card.reader_zone):
        return (line,)
    own = words.say(
        "<b>Your time:</b> {hours} ({city})",
        hours=_own_hours(words, card),
        city=city(words, card.reader_zone),
    )
    return (line, own)


def _own_hours(words: Words, card: InvitationCard) -> Markup:
    zone = card.reader_zone
    starts, ends = card.starts_at.astimezone(zone), card.ends_at.astimezone(zone)
    start, end = hour(words, starts.time()), hour(words, ends.time())
    if starts.date() != card.starts_at.astimezone(card.zone).date():
        start = moment(words, card.starts_at, zone, named=False)
    if ends.date() != starts.date():
        end = moment(words, card.ends_at, zone, named=False)
    return words.say("{start} to {end}", start=start, end=end)


def where_line(words: Words, card: InvitationCard) -> Markup | None:
    """Give the venue; for a meeting by video alone, nothing."""
    return words.say("<b>Where:</b> {venue}", venue=card.venue) if card.venue else None


def link_line(words: Words, card: InvitationCard) -> Markup | None:
    """Give the link if it may be shown, else when it will be sent; nothing to who does not come."""
    if not card.has_link:
        return None
    if card.link:
        return words.say("<b>Video link:</b> {link}", link=card.link)
    if card.reply is not None and card.reply.mode is not Mode.NOT_SURE:
        if Mode.VIDEO not in (card.reply.mode, card.reply.deputy_mode) or card.has_started:
            return None
        return words.say("<b>Video link:</b> sent {span} before", span=span(words, card.link_lead))
    if card.has_started:
        return None
    return words.say(
        "<b>Video link:</b> sent {span} before, if you choose it", span=span(words, card.link_lead)
    )


def span(words: Words, length: timedelta) -> Markup:
    """Give a length of time in words: "one hour", "2 days", "90 minutes"."""
    minutes = int(length.total_seconds() // 60)
    if minutes and minutes % 1440 == 0:
        return words.many("one day", "{count} days", minutes // 1440)
    if minutes and minutes % 60 == 0:
        return words.many("one hour", "{count} hours", minutes // 60)
    return words.many("one minute", "{count} minutes", minutes)


def _reply_by(words: Words, card: InvitationCard) -> Markup | None:
    if card.reply_by is None:
        return None
    at = clock_tag(card.reply_by, moment(words, card.reply_by, card.zone))
    return words.say("<b>Reply by:</b> {at}", at=at)


def _agenda(words: Words, card: InvitationCard) -> Markup | None:
    if not card.agenda:
        return None
    lines = [
        words.say("{number}. {item}", number=number, item=item)
        for number, item in enumerate(card.agenda[:ITEMS], 1)
    ]
    more = len(card.agenda) - ITEMS
    if more > 0:
        lines.append(words.many("and {count} more item", "and {count} more items", more))
    body = words.page(words.say("Agenda"), *lines)
    return Markup("<blockquote expandable>") + body + Markup("</blockquote>")


def mode_name(words: Words, mode: Mode) -> Markup:
    """Give a way of attending as it is recorded: "In person"."""
    match mode:
        case Mode.IN_PERSON:
            return words.say("In person")
        case Mode.VIDEO:
            return words.say("Video link")
        case Mode.DEPUTY:
            return words.say("Deputy")
        case Mode.APOLOGIES:
            return words.say("Apologies")
        case Mode.NOT_SURE:
            return words.say("Not sure yet")


def reply_name(words: Words, reply: Reply) -> Markup:
    """Give a reply as it is recorded: "In person", "Deputy: Aliya Shah, in person"."""
    if reply.mode is not Mode.DEPUTY:
        return mode_name(words, reply.mode)
    if reply.deputy_name is None:
        return words.say("Deputy, name to follow")
    if reply.deputy_mode is Mode.IN_PERSON:
        return words.say("Deputy: {name}, in person", name=reply.deputy_name)
    if reply.deputy_mode is Mode.VIDEO:
        return words.say("Deputy: {name}, by video link", name=reply.deputy_name)
    return words.say("Deputy: {name}", name=reply.deputy_name)


def short_deputy(name: str) -> str:
    """Give a deputy's name without the post that was typed after it."""
    return name.replace("،", ",").split(",")[0].strip() or name


def reply_line(words: Words, card: InvitationCard) -> Markup | None:
    """Give the office's reply and when it was recorded, and by whom if that was another."""
    if card.seat is None:
        return words.say("You do not reply to this meeting yourself.")
    if card.reply is None:
        return words.say("Your reply: <b>not given yet</b>")
    name = reply_name(words, card.reply)
    at = moment(words, card.reply.recorded_at, card.reader_zone, named=False)
    if card.recorded_by:
        return words.say(
            "Your reply: <b>{reply}</b>, recorded {at} by {name}",
            reply=name,
            at=at,
            name=person(words, card.recorded_by),
        )
    return words.say("Your reply: <b>{reply}</b>, recorded {at}", reply=name, at=at)


def _earlier(words: Words, card: InvitationCard) -> Markup | None:
    if card.earlier is None or card.reply is not None:
        return None
    return words.say("Your earlier reply: {reply}", reply=reply_name(words, card.earlier))


def _muted(words: Words, card: InvitationCard) -> Markup | None:
    return words.say("<i>Reminders of this meeting are off.</i>") if card.is_muted else None


def reply_rows(words: Words, card: InvitationCard, *, preview: bool = False) -> Rows:
    """Give the four ways to reply, the recorded one ticked; none once replies are closed."""
    if not card.may_reply and not preview:
        return ()
    chosen = card.reply.mode if card.reply else None
    safe = Style.SAFE if chosen in (None, Mode.NOT_SURE) else Style.PLAIN

    def button(plain: str, ticked: str, letter: str, mode: Mode, style: Style) -> Button:
        return Button(
            ticked if chosen is mode else plain,
            _data(card, letter, preview=preview),
            style=Style.SAFE if chosen is mode else style,
        )

    has_room = card.venue is not None or not card.has_link
    return rows(
        [
            button(words.label("In person"), words.label("In person ✓"), "p", Mode.IN_PERSON, safe)
            if has_room
            else None,
            button(words.label("Video link"), words.label("Video link ✓"), "v", Mode.VIDEO, safe)
            if card.has_link
            else None,
        ],
        # Too wide for two in a row (views.screen.LABEL_WIDTH).
        button(
            words.label("Name an alternate"),
            words.label("Name an alternate ✓"),
            "d",
            Mode.DEPUTY,
            Style.PLAIN,
        ),
        button(
            words.label("Apologies"), words.label("Apologies ✓"), "a", Mode.APOLOGIES, Style.PLAIN
        ),
    )


def _data(card: InvitationCard, letter: str, *, preview: bool) -> str:
    if preview:
        return presses.MEETING.write(card.meeting_id, "preview", card.revision)
    return presses.REPLY.write(card.meeting_id, letter, card.revision)


def _paper_rows(words: Words, card: InvitationCard, *, preview: bool) -> Rows:
    argument = "preview" if preview else "pap"
    unmute = presses.MEETING.write(card.meeting_id, "unmute", card.revision)
    return rows(
        Button(
            words.label("Papers ({count})", count=card.papers),
            presses.MEETING.write(card.meeting_id, argument, card.revision),
        )
        if card.papers
        else None,
        Button(words.label("Turn reminders on"), unmute) if card.is_muted else None,
    )


def _over(words: Words, card: InvitationCard) -> Markup:
    at = moment(words, card.starts_at, card.zone)
    if card.status is not MeetingStatus.CANCELLED:
        return words.page(
            words.say("<b>Closed: meeting of {at}</b>", at=at),
            title(words, card),
            reply_line(words, card),
        )
    return words.page(
        words.say("<b>Cancelled: meeting of {at}</b>", at=at),
        title(words, card),
        Markup(),
        words.say("Reason: {reason}", reason=card.reason) if card.reason else None,
        words.say("No reply is needed."),
    )


def no_meeting(words: Words) -> Screen:
    """Say that nothing is announced."""
    return Screen(
        words.page(
            words.say("<b>No meeting is announced</b>"),
            Markup(),
            words.say("You will get a notice here when there is one."),
        ),
        rows(home(words)),
    )


def paper(words: Words, name: str, file_id: str, starts_at: datetime, zone: ZoneInfo) -> Screen:
    """Give one paper of a meeting as a file."""
    at = moment(words, starts_at, zone)
    caption = words.page(
        escape(name) if not words.rtl else words.value(name),
        words.say("Paper for the meeting of {at}", at=at),
    )
    return Screen(caption, file=File(name, file_id=file_id))


def preview_only(words: Words) -> str:
    """Give the toast of a preview's buttons."""
    return words.label("Preview only")


def no_papers(words: Words) -> str:
    """Give the toast where a meeting has no papers."""
    return words.label("This meeting has no papers yet.")


def papers_sent(words: Words, count: int) -> str:
    """Give the toast when papers are on their way."""
    return words.label_many("1 paper follows below.", "{count} papers follow below.", count)


def muted(words: Words) -> str:
    """Give the toast when reminders were turned off."""
    return words.label("No more reminders of this meeting. Changes of date or place still come.")


def unmuted(words: Words) -> str:
    """Give the toast when reminders were turned on again."""
    return words.label("You will be reminded of this meeting.")
