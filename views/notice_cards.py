"""A notice as its readers have it, the hold after Send, and the report on what became of it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from secretariat.notice_drafts import AlreadySent, PastDeadline
from secretariat.notice_reports import Addressee, Cause, NoticeReport
from secretariat.notices import AudienceChanged, NobodyChosen
from storage import Notice, Person
from views import presses
from views.moments import clock_tag, moment
from views.notices import MANY, draft_rows, folded, short
from views.offices import cut, listed, office, person, signed
from views.refusals import words_for
from views.screen import Button, File, Screen, Style, rows
from views.words import Words

#: A first line up to this long, with more below it, is the notice's title.
TITLE = 100


def notice_copy(
    words: Words,
    notice: Notice,
    sender: Person | None,
    zone: ZoneInfo,
    *,
    group: str | None = None,
    acknowledged_at: datetime | None = None,
    preview: bool = False,
    reminder: bool = False,
) -> Screen:
    """Give a notice as its readers get it.

    `zone` is the group's; `group` is named to readers who are of several; `sender` is None in the
    preview of who may not send.
    """
    done = None
    if acknowledged_at is not None:
        at = moment(words, acknowledged_at, zone, named=False)
        done = words.say("<b>Acknowledged</b> {at}", at=at)
    first = (
        words.say("<b>Response awaited: kindly acknowledge</b>") if reminder and not done else None
    )
    parts = [words.page(first) if first else None, _body(words, notice)]
    parts.append(words.page(_foot(words, notice, sender, zone, group), done))
    # The text is not of the reader's language perhaps: its lines keep their own direction.
    text = Markup("\n\n").join(part for part in parts if part)
    buttons = rows(
        Button(
            words.label("Acknowledged"),
            presses.ACKNOWLEDGE.write(notice.id, "ok"),
            style=Style.SAFE,
        )
        if notice.acknowledge and not done
        else None,
        Button(words.label("Ask a question"), presses.ACKNOWLEDGE.write(notice.id, "q")),
    )
    file = None
    if notice.file_id is not None and not reminder:
        file = File(notice.file_name or "file", file_id=notice.file_id)
    return Screen(text, draft_rows(words, notice) if preview else buttons, file)


def _body(words: Words, notice: Notice) -> Markup:
    first, _, rest = notice.text.partition("\n")
    if not notice.text:
        return words.page(words.say("<b>Notice: {title}</b>", title=short(words, notice)))
    if rest.strip() and len(first) <= TITLE:
        title = words.page(words.say("<b>Notice: {title}</b>", title=first.strip()))
        return title + Markup("\n") + escape(rest)
    if rest.strip():
        return words.page(words.say("<b>Notice</b>")) + Markup("\n\n") + escape(notice.text)
    return words.page(words.say("<b>Notice:</b> {text}", text=notice.text))


def _foot(
    words: Words, notice: Notice, sender: Person | None, zone: ZoneInfo, group: str | None
) -> Markup:
    if sender is None:
        foot = words.say("From the secretariat.")
    else:
        name = cut(signed(words, sender), 60)
        if group is None:
            foot = words.say("From the secretariat, {name}.", name=name)
        else:
            group = cut(group, 60)
            foot = words.say("From the secretariat of the {group}, {name}.", group=group, name=name)
    if notice.acknowledge and notice.acknowledge_by is not None:
        at = clock_tag(notice.acknowledge_by, moment(words, notice.acknowledge_by, zone))
        asked = words.say("Please acknowledge by {at}.", at=at)
        foot = Markup(" ").join([foot, asked])
    elif notice.acknowledge:
        foot = Markup(" ").join([foot, words.say("Please acknowledge.")])
    return Markup("<i>{}</i>").format(foot)


def held(words: Words, report: NoticeReport, *, may_send: bool) -> Screen:
    """Say that the notice goes out in some seconds, and offer to stop it."""
    return Screen(
        words.page(
            words.say("<b>Sending in 20 seconds</b>"),
            words.many(
                "Notice: {title}, to 1 person",
                "Notice: {title}, to {count} people",
                report.owed,
                title=cut(short(words, report.notice), TITLE),
            ),
        ),
        rows(
            Button(
                words.label("Stop"),
                presses.SEND.write(report.notice.id, "stop", report.notice.version),
                style=Style.STOPS,
            )
            if may_send
            else None
        ),
    )


def sent_by(words: Words, notice: Notice, sender: Person, zone: ZoneInfo) -> Screen:
    """Say, in place of a draft's card, that the notice was sent."""
    assert notice.sent_at is not None
    return Screen(
        words.page(
            words.say(
                "<b>This notice was sent: {title}</b>", title=cut(short(words, notice), TITLE)
            ),
            words.say(
                "{at}, by {person}",
                at=moment(words, notice.sent_at, zone),
                person=person(words, sender),
            ),
        ),
        rows(Button(words.label("Open the report"), presses.REPORT.write(notice.id))),
    )


def report_card(words: Words, report: NoticeReport, zone: ZoneInfo, *, may_send: bool) -> Screen:
    """Give the report: the news first, then who is missing and why."""
    notice = report.notice
    assert notice.sent_at is not None
    delivered = words.say(
        "Delivered: {delivered} of {owed}", delivered=report.delivered, owed=report.owed
    )
    total = report.owed + len(report.by_hand)
    text = words.page(
        words.say("<b>Acknowledged: {count} of {total}</b>", count=report.acknowledged, total=total)
        if notice.acknowledge
        else words.say(
            "<b>Delivered: {delivered} of {owed}</b>", delivered=report.delivered, owed=report.owed
        ),
        words.say(
            "Notice: {title}, sent {at} by {person}",
            title=cut(short(words, notice), TITLE),
            at=moment(words, notice.sent_at, zone),
            person=signed(words, report.sender),
        ),
        Markup(),
        delivered if notice.acknowledge else None,
        words.say("On the way: {count}", count=report.under_way) if report.under_way else None,
        _failed(words, report),
        _waiting(words, report) if notice.acknowledge else None,
        _by_hand(words, report),
        words.say("Questions: {count}", count=report.questions) if report.questions else None,
    )
    remind = Button(
        words.label_many("Remind 1 person", "Remind {count} people", report.to_remind),
        presses.SEND.write(notice.id, "remind", notice.version),
        style=Style.NEXT,
    )
    return Screen(
        text,
        rows(
            remind if report.to_remind and may_send else None,
            Button(
                words.label("Notices sent"), presses.NOTICES.write(notice.working_group_id, "sent")
            ),
        ),
    )


def _failed(words: Words, report: NoticeReport) -> Markup | None:
    if not report.failed:
        return None
    named = [
        words.say("{person} ({cause})", person=_name(words, one), cause=_cause(words, cause))
        for one, cause in report.failed
    ]
    line = words.say("Failed: {people}", people=listed(words, named, MANY))
    return folded(words, line, len(named))


def _waiting(words: Words, report: NoticeReport) -> Markup | None:
    if not report.waiting:
        return None
    line = words.say("Not yet: {people}", people=_names(words, report.waiting))
    return folded(words, line, len(report.waiting))


def _by_hand(words: Words, report: NoticeReport) -> Markup | None:
    if not report.by_hand:
        return None
    line = words.say("By hand: {people}", people=_names(words, report.by_hand))
    return folded(words, line, len(report.by_hand))


def _names(words: Words, people: Sequence[Addressee]) -> Markup:
    return listed(words, [_name(words, one) for one in people], MANY)


def _name(words: Words, one: Addressee) -> Markup:
    name = person(words, one.person)
    if one.office is None:
        return words.value(name)
    return words.say("{person}, {office}", person=name, office=office(words, one.office))


def _cause(words: Words, cause: Cause) -> Markup:
    match cause:
        case Cause.BLOCKED:
            return words.say("has stopped the assistant")
        case Cause.REFUSED:
            return words.say("refused by Telegram")
        case Cause.UNKNOWN:
            return words.say("may or may not have arrived")
        case Cause.LEFT:
            return words.say("no longer in the group")


def sent_list(words: Words, group_id: int, notices: Sequence[Notice]) -> Screen:
    """List the notices that were sent, the newest first."""
    return Screen(
        words.page(
            words.say("<b>Notices sent</b>"),
            words.say("Tap one for its report.")
            if notices
            else words.say("No notice has been sent yet."),
        ),
        rows(
            *(Button(cut(short(words, one), 30), presses.REPORT.write(one.id)) for one in notices),
            Button(words.label("New notice"), presses.NOTICES.write(group_id)),
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def acknowledged(words: Words, at: datetime, zone: ZoneInfo, *, is_new: bool) -> str:
    """Give the toast of an acknowledgement."""
    when = moment(words, at, zone, named=False)
    if is_new:
        return words.label("Acknowledged, {at}", at=when)
    return words.label("Already acknowledged ({at})", at=when)


def ask_question(words: Words, notice: Notice) -> str:
    """Ask for the question about a notice."""
    return words.label(
        'Write your question about "{title}" in one message. The secretariat gets it.',
        title=cut(short(words, notice), TITLE),
    )


def question_in_words(words: Words) -> str:
    """Say that a question has to be text."""
    return words.label("Only text can be passed on. Please write your question in one message.")


def question_sent(words: Words) -> str:
    """Say that a question was passed on."""
    return words.label("Your question was sent to the secretariat. The answer comes here.")


def stopped(words: Words) -> str:
    """Give the toast of Stop."""
    return words.label("Stopped. Nobody got it; it is a draft again.")


def reminded(words: Words, count: int) -> str:
    """Give the toast after a reminder was sent."""
    return words.label_many("1 person is reminded.", "{count} people are reminded.", count)


@words_for(AlreadySent)
def _already_sent(words: Words, refusal: AlreadySent, zone: ZoneInfo) -> str:
    at = moment(words, refusal.sent_at, zone)
    return words.label("This notice was sent already, {at}. Nothing was done.", at=at)


@words_for(NobodyChosen)
def _nobody_chosen(words: Words, _refusal: NobodyChosen, _zone: ZoneInfo) -> str:
    return words.label("Nobody is chosen whom the assistant can reach. Choose the audience first.")


@words_for(AudienceChanged)
def _audience_changed(words: Words, _refusal: AudienceChanged, _zone: ZoneInfo) -> str:
    return words.label(
        "The list of people has changed meanwhile, so nothing was sent. Look at the new number."
    )


@words_for(PastDeadline)
def _past_deadline(words: Words, _refusal: PastDeadline, _zone: ZoneInfo) -> str:
    return words.label(
        "The time to acknowledge by is already over. Nothing was changed: choose a later one."
    )
