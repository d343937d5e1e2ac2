"""Writing a notice: its text, its audience, and the exact preview before it is sent."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.audiences import Invitee
from secretariat.notice_audiences import NoticeAudience, Part
from storage import Notice
from views import presses
from views.moments import day, moment
from views.offices import cut, listed, office, person
from views.screen import LABEL_WIDTH, Button, Rows, Screen, Style, in_pairs, rows
from views.words import Words

#: People on one page of the list to pick from.
PAGE = 8
#: Names that are shown without unfolding.
SHORT_LIST = 4
#: Names in a list that is folded: three such lists fit into a message.
MANY = 12


def compose(words: Words, group_id: int, drafts: Sequence[Notice], *, has_sent: bool) -> Screen:
    """Ask for the notice; offer the drafts that were left, and the reports of those sent."""
    return Screen(
        words.page(
            words.say("<b>Write the notice in one message</b>"),
            words.say("Text, or a file with a caption. It is shown to you before it is sent."),
        ),
        rows(
            *(
                Button(
                    cut(words.label("Continue: {title}", title=short(words, draft)), 30),
                    presses.NOTICE.write(draft.id, "open", draft.version),
                )
                for draft in drafts
            ),
            Button(words.label("Notices sent"), presses.NOTICES.write(group_id, "sent"))
            if has_sent
            else None,
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def new_text(words: Words, notice: Notice) -> Screen:
    """Ask for another text of a draft."""
    return Screen(
        words.page(
            words.say("<b>Write the new text in one message</b>"),
            words.say("It takes the place of the old one. The audience and the kind are kept."),
        ),
        rows(Button(words.label("Back"), presses.NOTICE.write(notice.id, "back", notice.version))),
    )


def short(words: Words, notice: Notice) -> str:
    """Give a notice's title for a list: its first line, or its file's name."""
    return notice.text.partition("\n")[0].strip() or notice.file_name or words.label("a file")


def audience(words: Words, notice: Notice, who: NoticeAudience, *, is_below: bool) -> Screen:
    """Ask who gets it; the count is in the first line. `is_below`: the preview stands above."""
    buttons = [
        Button(_part_label(words, part, who), _data(notice, f"part-{part}")) for part in who.members
    ]
    picked = len(who.picked)
    pick = words.label("Pick people ({count})", count=picked) if picked else None
    return Screen(
        words.page(
            words.many(
                "<b>Who gets it? Now: 1 person</b>",
                "<b>Who gets it? Now: {count} people</b>",
                len(who.reached),
            ),
            by_hand_line(words, who.by_hand),
        ),
        (
            *in_pairs(
                [*buttons, Button(pick or words.label("Pick people"), _data(notice, "pick-0"))]
            ),
            *rows(
                Button(
                    words.label("Next: preview"),
                    _data(notice, "back" if is_below else "prev"),
                    style=Style.NEXT,
                )
            ),
        ),
    )


def audience_chosen(words: Words, who: NoticeAudience) -> Screen:
    """Say who was chosen, once the preview stands below."""
    return Screen(
        words.page(
            words.many(
                "<b>Audience: 1 person</b>", "<b>Audience: {count} people</b>", len(who.reached)
            ),
            words.say("The preview is below."),
        )
    )


def pick(words: Words, notice: Notice, who: NoticeAudience, page: int) -> Screen:
    """Offer the people who do not get it yet, and those picked, to pick one by one."""
    offered = [one for one in who.everyone if one.person.id not in who.by_parts]
    last = max(0, (len(offered) - 1) // PAGE)
    page = min(page, last)
    shown = offered[page * PAGE : (page + 1) * PAGE]
    turn = [
        Button(words.label("Earlier"), _data(notice, f"pick-{page - 1}")) if page else None,
        Button(words.label("More"), _data(notice, f"pick-{page + 1}")) if page < last else None,
    ]
    return Screen(
        words.page(
            words.many(
                "<b>Pick people: the notice goes to 1 person now</b>",
                "<b>Pick people: the notice goes to {count} people now</b>",
                len(who.reached),
            ),
            words.say("Who gets it already by the choice before is not listed."),
        ),
        rows(
            *(
                Button(_pick_label(words, one, who), _data(notice, f"who-{one.person.id}-{page}"))
                for one in shown
            ),
            turn,
            Button(words.label("Back"), _data(notice, "aud")),
        ),
    )


def control(
    words: Words, notice: Notice, who: NoticeAudience, zone: ZoneInfo, *, may_send: bool
) -> Screen:
    """Give the card below the preview: to how many it goes, of which kind, and what can change."""
    count = len(who.reached)
    send = Button(
        words.label_many("Send to 1 person", "Send to {count} people", count),
        presses.SEND.write(notice.id, f"go-{count}", notice.version),
        style=Style.SAFE,
    )
    return Screen(
        words.page(
            words.many(
                "<b>Send this to 1 person?</b>", "<b>Send this to {count} people?</b>", count
            ),
            Markup(),
            words.say("Goes to: {parts}", parts=_parts(words, who, zone)),
            by_hand_line(words, who.by_hand),
            words.say("Kind: {kind}", kind=kind(words, notice, zone)),
            None if count else words.say("Nobody is chosen whom the assistant can reach."),
            None if may_send else words.say("Sending is for a secretary who may release."),
        ),
        (
            *rows(send if may_send and count else None),
            *in_pairs(_kind_buttons(words, notice)),
            *in_pairs(
                [
                    Button(words.label("Change text"), _data(notice, "txt")),
                    Button(words.label("Change audience"), _data(notice, "aud")),
                ]
            ),
            *rows(Button(words.label("Delete draft"), _data(notice, "del"), style=Style.STOPS)),
        ),
    )


def kind(words: Words, notice: Notice, zone: ZoneInfo) -> Markup:
    """Give a notice's kind in words."""
    if notice.acknowledge and notice.acknowledge_by is not None:
        at = moment(words, notice.acknowledge_by, zone)
        return words.say("to be acknowledged by {at}, with sound", at=at)
    if notice.acknowledge:
        return words.say("to be acknowledged, with sound")
    if notice.with_sound:
        return words.say("for information, with sound")
    return words.say("for information, without sound")


def by_when(words: Words, notice: Notice, days: Sequence[date]) -> Screen:
    """Ask until when a notice is to be acknowledged."""
    return Screen(
        words.page(
            words.say("<b>Acknowledge by when?</b>"),
            words.say("Tap a day, or type one, for example <i>15 April</i> or <i>Tue 10:00</i>."),
        ),
        (
            *in_pairs(
                [
                    Button(day(words, one).striptags(), _data(notice, f"by-{one:%Y%m%d}"))
                    for one in days
                ]
            ),
            *rows(
                Button(words.label("No date"), _data(notice, "by-0")),
                Button(words.label("Back"), _data(notice, "back")),
            ),
        ),
    )


def delete_draft(words: Words, notice: Notice) -> Screen:
    """Ask before a draft is deleted: that cannot be undone."""
    return Screen(
        words.page(
            words.say("<b>Delete this draft?</b>"),
            words.say("It was not sent to anybody. Deleting cannot be undone."),
        ),
        rows(
            Button(words.label("Delete the draft"), _data(notice, "gone"), style=Style.STOPS),
            Button(words.label("Keep it"), _data(notice, "back")),
        ),
    )


def deleted(words: Words, group_id: int) -> Screen:
    """Say that a draft is gone."""
    return Screen(
        words.page(words.say("<b>The draft was deleted</b>"), words.say("Nothing was sent.")),
        rows(
            Button(words.label("New notice"), presses.NOTICES.write(group_id)),
            Button(words.label("Close"), presses.HOME.write()),
        ),
    )


def by_hand_line(words: Words, people: Sequence[Invitee]) -> Markup | None:
    """Name those whom the assistant cannot write to, a long list folded."""
    if not people:
        return None
    named = [
        words.say(
            "{person}, {office}",
            person=person(words, one.person),
            office=office(words, one.seat.organisation),
        )
        for one in people
    ]
    return folded(
        words, words.say("By hand: {people}", people=listed(words, named, MANY)), len(named)
    )


def folded(words: Words, line: Markup, count: int) -> Markup:
    """Fold a line that names more people than are read at a glance."""
    if count <= SHORT_LIST:
        return line
    return Markup("<blockquote expandable>") + words.page(line) + Markup("</blockquote>")


def not_a_file(words: Words, attachment: str) -> str:
    """Say why what was sent in place of a text cannot be used."""
    if attachment == "photo":
        return words.label(
            "A photo cannot be used here: send it as a file. What you have written is kept."
        )
    if attachment == "voice":
        return words.label(
            "Voice messages cannot be used here. What you have written is kept. "
            "Type the notice, or send a file."
        )
    return words.label(
        "This cannot be used here. What you have written is kept. Type the notice, or send a file."
    )


def no_deadline(words: Words, text: str) -> str:
    """Say that a day was not understood."""
    return words.label(
        'The date was not understood: "{text}". Write for example 15 April. The rest is kept.',
        text=cut(text, 60),
    )


def unfinished(words: Words) -> str:
    """Say that a text is awaited."""
    return words.label("Nothing was written. Type the notice, or send a file with a caption.")


def _data(notice: Notice, argument: str) -> str:
    return presses.NOTICE.write(notice.id, argument, notice.version)


def _part_label(words: Words, part: Part, who: NoticeAudience) -> str:
    count, chosen = who.count(part), part in who.chosen
    match part:
        case Part.MEMBERS if chosen:
            return words.label("All members ({count}) ✓", count=count)
        case Part.MEMBERS:
            return words.label("All members ({count})", count=count)
        case Part.OBSERVERS if chosen:
            return words.label("Observers ({count}) ✓", count=count)
        case Part.OBSERVERS:
            return words.label("Observers ({count})", count=count)
        case Part.ATTENDING if chosen:
            return words.label("Attending ({count}) ✓", count=count)
        case Part.ATTENDING:
            return words.label("Attending ({count})", count=count)
        case Part.SILENT if chosen:
            return words.label("No reply ({count}) ✓", count=count)
        case Part.SILENT:
            return words.label("No reply ({count})", count=count)
        case Part.OVERDUE if chosen:
            return words.label("Overdue ({count}) ✓", count=count)
        case Part.OVERDUE:
            return words.label("Overdue ({count})", count=count)


def _pick_label(words: Words, one: Invitee, who: NoticeAudience) -> str:
    shown = words.label(
        "{person}, {office}",
        person=person(words, one.person),
        office=office(words, one.seat.organisation),
    )
    if one.person.id in who.picked:
        return words.drawn(f"{cut(shown, LABEL_WIDTH[1] - 2)} ✓")
    return words.drawn(cut(shown, LABEL_WIDTH[1]))


def _parts(words: Words, who: NoticeAudience, zone: ZoneInfo) -> Markup:
    on = Markup()
    if who.meeting is not None and who.meeting.starts_at is not None:
        on = day(words, who.meeting.starts_at.astimezone(zone).date())
    named = []
    for part in who.chosen:
        match part:
            case Part.MEMBERS:
                named.append(words.say("members"))
            case Part.OBSERVERS:
                named.append(words.say("observers"))
            case Part.ATTENDING:
                named.append(words.say("attending on {day}", day=on))
            case Part.SILENT:
                named.append(words.say("no reply for {day}", day=on))
            case Part.OVERDUE:
                named.append(words.say("owners of overdue items"))
    if who.picked:
        named.append(words.many("1 person picked", "{count} people picked", len(who.picked)))
    return words.comma(named) if named else words.say("nobody yet")


def _kind_buttons(words: Words, notice: Notice) -> list[Button]:
    if notice.acknowledge:
        return [
            Button(words.label("By when"), _data(notice, "when")),
            Button(words.label("For information"), _data(notice, "noack")),
        ]
    sound = words.label("Without sound") if notice.with_sound else words.label("With sound")
    return [
        Button(words.label("Ask to acknowledge"), _data(notice, "ack")),
        Button(sound, _data(notice, "snd")),
    ]


def draft_rows(words: Words, notice: Notice) -> Rows:
    """Give the buttons of the copy in the preview, which only say that it is one."""
    data = presses.NOTICE.write(notice.id, "copy", notice.version)
    return rows(
        Button(words.label("Acknowledged"), data, style=Style.SAFE) if notice.acknowledge else None,
        Button(words.label("Ask a question"), data),
    )
