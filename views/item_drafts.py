"""An action that was typed: what is asked about it, its reading, and what was assigned."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat.audiences import Invitee
from secretariat.item_cards import ItemCard
from secretariat.item_drafts import DueQuestion, NotALine, OwnerQuestion, Settled
from secretariat.item_owners import Ownership
from secretariat.members import OwnerFound, OwnerKind
from storage import Draft, DueKind, Organisation
from views import presses
from views.item_lines import code, due, owner_name, owners, task
from views.moments import day
from views.notices import by_hand_line
from views.offices import cut, full_office, office, person
from views.refusals import words_for
from views.screen import LABEL_WIDTH, Button, Rows, Screen, Style, in_pairs, rows
from views.words import Words

#: Offices on one page of the list to choose from.
PAGE = 8
#: How much of a line is quoted in a question.
QUOTED = 300


def ask_line(words: Words, group_id: int) -> Screen:
    """Ask for a line."""
    example = words.say("ACTION: Umer Riaz to map the four crime categories by 30 April")
    return Screen(
        words.page(
            words.say("<b>Write the action in one line</b>"),
            Markup("<code>{}</code>").format(example),
            words.say("Owner, task and date are read from it and shown before anyone is told."),
        ),
        rows(Button(words.label("Back"), presses.ALL_ITEMS.write(group_id))),
    )


def ask_owner(
    words: Words, draft: Draft, question: OwnerQuestion, people: Mapping[int, Invitee]
) -> Screen:
    """Ask whose it is: nobody is named, nobody fits, or several do."""
    if not question.words:
        head = words.say("<b>Whose is this action?</b>")
    elif question.choices:
        head = words.say("<b>Who is meant by “{words}”?</b>", words=cut(question.words, 60))
    else:
        head = words.say("<b>“{words}” is not on the list</b>", words=cut(question.words, 60))
    offered = [
        Button(cut(_choice(words, one, people), LABEL_WIDTH[1]), _data(draft, f"o-{place}"))
        for place, one in enumerate(question.choices[:5])
    ]
    keep = Button(words.label("Keep as written"), _data(draft, "keep")) if question.words else None
    rest = [
        Button(words.label("An office"), _data(draft, "of-0")),
        Button(words.label("The whole group"), _data(draft, "all")),
        Button(words.label("Decide later"), _data(draft, "later")),
    ]
    return Screen(
        words.page(
            head,
            _quoted(words, draft),
            words.say("Tap, or type a name or an office. The line is kept."),
        ),
        (*rows(*offered), *in_pairs([*([keep] if keep else []), *rest]), *_drop_row(words, draft)),
    )


def _choice(words: Words, owner: OwnerFound, people: Mapping[int, Invitee]) -> str:
    found = people.get(owner.id) if owner.kind is OwnerKind.PERSON else None
    if found is None:
        return owner.name
    return words.label(
        "{person}, {office}",
        person=person(words, found.person),
        office=office(words, found.seat.organisation),
    )


def choose_office(
    words: Words,
    offices: Sequence[Organisation],
    page: int,
    press: presses.Press,
    object_id: int,
    version: int,
) -> Screen:
    """Offer the offices of the group; the press takes "fo-<office>", "of-<page>" and "card"."""
    last = max(0, (len(offices) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = offices[page * PAGE : (page + 1) * PAGE]
    turn = [
        Button(words.label("Earlier"), press.write(object_id, f"of-{page - 1}", version))
        if page
        else None,
        Button(words.label("More"), press.write(object_id, f"of-{page + 1}", version))
        if page < last
        else None,
    ]
    return Screen(
        words.page(
            words.say("<b>Which office?</b>"),
            words.say("Everyone who speaks for it is an owner."),
        ),
        rows(
            *(
                Button(
                    cut(full_office(words, one), LABEL_WIDTH[1]),
                    press.write(object_id, f"fo-{one.id}", version),
                )
                for one in shown
            ),
            turn,
            Button(words.label("Back"), press.write(object_id, "card", version)),
        ),
    )


def ask_due(words: Words, draft: Draft, question: DueQuestion) -> Screen:
    """Ask until when: no date, one that cannot be, one that is over, one counted, or two."""
    written = cut(question.words, 60)
    match question.why:
        case "counted":
            on = day(words, question.days[0], year=True)
            head = words.say("<b>Is {day} right?</b>", day=on)
            note = words.say("“{words}”, counted from today.", words=written)
        case "choose":
            head = words.say("<b>Which day is meant by “{words}”?</b>", words=written)
            note = words.say("It can be read in two ways.")
        case "impossible":
            head = words.say("<b>The date was not understood: “{words}”</b>", words=written)
            note = words.say("The rest is kept.")
        case "past":
            head = words.say("<b>That day is over: “{words}”</b>", words=written)
            note = words.say("The rest is kept.")
        case _:
            head = words.say("<b>Until when?</b>")
            note = words.say("No date was named.")
    first = question.why == "counted"
    days = [
        Button(
            words.label("Yes, {day}", day=day(words, one)) if first else _plain_day(words, one),
            _data(draft, f"d-{one:%Y%m%d}"),
            style=Style.NEXT if first else Style.PLAIN,
        )
        for one in question.days
    ]
    return Screen(
        words.page(head, note, _quoted(words, draft), words.say("Tap, or type a date.")),
        (
            *rows(*days),
            *in_pairs(
                [
                    Button(words.label("No date"), _data(draft, "d-none")),
                    Button(words.label("Next meeting"), _data(draft, "d-next")),
                    Button(words.label("Type a date"), _data(draft, "d-type")),
                ]
            ),
            *_drop_row(words, draft),
        ),
    )


def _plain_day(words: Words, value: date) -> str:
    return day(words, value, year=True).striptags()


def type_date(words: Words, draft: Draft) -> Screen:
    """Wait for a typed date."""
    return Screen(
        words.page(
            words.say("<b>Write the date</b>"),
            words.say("For example <i>30 April</i>, <i>end of May</i> or <i>next meeting</i>."),
        ),
        rows(Button(words.label("Back"), _data(draft, "card"))),
    )


def ready(
    words: Words,
    draft: Draft,
    settled: Settled,
    named: Sequence[Ownership],
    people: Sequence[Invitee],
) -> Screen:
    """Give the reading of a line before anyone is told of it."""
    reached = [one for one in people if one.is_reachable]
    if reached:
        go = words.label_many(
            "Assign and tell 1 person", "Assign and tell {count} people", len(reached)
        )
    else:
        go = words.label("Record it")
    return Screen(
        words.page(
            _ready_title(words, settled),
            words.say("Task: {task}", task=cut(settled.task, 700)),
            words.say("Owner: {owners}", owners=_names(words, settled, named)),
            by_hand_line(words, [one for one in people if not one.is_reachable]),
        ),
        (
            *rows(Button(go, _data(draft, "go"), style=Style.SAFE)),
            *in_pairs(
                [
                    Button(words.label("Change owner"), _data(draft, "owner")),
                    Button(words.label("Change date"), _data(draft, "due")),
                ]
            ),
            *_drop_row(words, draft),
        ),
    )


def _ready_title(words: Words, settled: Settled) -> Markup:
    match settled.due_kind:
        case DueKind.DATE if settled.due_on is not None:
            on = day(words, settled.due_on, year=True)
            return words.say("<b>Action item due {day}</b>", day=on)
        case DueKind.NEXT_MEETING:
            return words.say("<b>Action item due by the next meeting</b>")
        case DueKind.RECURRING:
            return words.say("<b>Recurring action item: {words}</b>", words=settled.due_words or "")
    return words.say("<b>Action item without a date</b>")


def _names(words: Words, settled: Settled, named: Sequence[Ownership]) -> Markup:
    everyone = [owner_name(words, one) for one in named]
    everyone += [words.say("{name}, as written", name=cut(one, 60)) for one in settled.as_written]
    return words.all_of(everyone) if everyone else words.say("to be decided")


def assigned(words: Words, card: ItemCard, told: int) -> Screen:
    """Say what a line became."""
    return Screen(
        words.page(
            words.say(
                "<b>{code} assigned, {due}</b>", code=code(card.item), due=due(words, card.item)
            ),
            task(words, card.item),
            words.say("Owner: {owners}", owners=owners(words, card)),
            words.many("1 person is told.", "{count} people are told.", told) if told else None,
        ),
        rows(
            Button(
                words.label("Open {code}", code=code(card.item)),
                presses.ITEM_DESK.write(card.item.id, "card", card.item.version),
                style=Style.NEXT,
            ),
            Button(
                words.label("New action item"),
                presses.ALL_ITEMS.write(card.item.working_group_id, "new"),
            ),
        ),
    )


def put_away(words: Words, draft: Draft) -> Screen:
    """Say that a line was deleted, and offer it back."""
    return Screen(
        words.page(
            words.say("<b>The line was deleted</b>"),
            _quoted(words, draft),
            words.say("Nobody was told of it."),
        ),
        rows(
            Button(words.label("Undo"), _data(draft, "undrop")),
            Button(
                words.label("New action item"),
                presses.ALL_ITEMS.write(draft.working_group_id, "new"),
            ),
        ),
    )


def _quoted(words: Words, draft: Draft) -> Markup:
    line = words.page(words.value(cut(str(draft.fields["line"]), QUOTED)))
    return Markup("<blockquote>") + line + Markup("</blockquote>")


def _drop_row(words: Words, draft: Draft) -> Rows:
    return rows(Button(words.label("Delete the line"), _data(draft, "drop"), style=Style.STOPS))


def _data(draft: Draft, argument: str) -> str:
    return presses.ASSIGN.write(draft.id, argument, draft.version)


def already_assigned(words: Words, number: str) -> str:
    """Give the toast of a second tap."""
    return words.label("Already assigned as {code}.", code=number)


def only_text(words: Words) -> str:
    """Say that a line has to be text."""
    return words.label("Only text can be read here. Nothing was lost: please type it.")


@words_for(NotALine)
def _not_a_line(words: Words, _refusal: NotALine, _zone: ZoneInfo) -> str:
    return words.label(
        "No task was read from this. Write for example: ACTION: State Bank to share the format by "
        "30 April"
    )
