"""A list of members on its way in: asking for it, the preview with its questions, the receipt."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from secretariat import roster_imports, roster_looks
from secretariat.roster_imports import Imported
from secretariat.roster_lines import Matter, RosterRole
from secretariat.roster_plans import NEW, ONE, TWO, Ask, AskMatter, Candidate, Entry, Plan, notes_of
from secretariat.rosters import Fault, Problem
from views import presses
from views.basics import home
from views.members import back, role_name
from views.offices import cut
from views.refusals import words_for
from views.screen import LABEL_WIDTH, Button, Screen, Style, rows
from views.words import Words

#: What is shown of a long list: a message holds 4,096 characters.
_MOST_SHOWN = 18
_MOST_NAMED = 4
_LINE = 40


def ask_for_list(words: Words, group_id: int) -> Screen:
    """Ask for a pasted list or a file."""
    text = words.page(
        words.say("<b>Send the list of members</b>"),
        Markup(),
        words.say(
            "Paste it here, one person on a line: name; office; role; language. For example:"
        ),
        Markup("<pre>{}</pre>").format(
            words.label("Farhan Javed; Ministry of Interior; member; English")
        ),
        words.say("A printed list of participants may be pasted as it is."),
        words.say(
            "Or send a file: CSV or XLSX, at most 20 MB and {most} people.",
            most=roster_looks.MOST_PEOPLE,
        ),
        Markup(),
        words.say("Nothing is stored before you have seen it and confirmed."),
    )
    return Screen(text, rows(back(words, group_id)))


def preview(words: Words, plan: Plan, draft_id: int, version: int) -> Screen:
    """Show what an import would do, with the next question if one is open."""
    asked = plan.open[0] if plan.open else None
    text = words.page(
        _news(words, plan),
        Markup(),
        *(_question(words, asked) if asked else ()),
        Markup() if asked else None,
        *_counts(words, plan),
        *(_notes(words, plan) if not asked else ()),
        _people(words, plan),
    )
    count = len(plan.entries)
    go = Button(
        words.label_many("Import {count} person", "Import {count} people", count),
        presses.ROSTER.write(draft_id, "go", version),
        style=Style.SAFE,
    )
    drop = presses.ROSTER.write(draft_id, "drop", version)
    return Screen(
        text,
        rows(
            *(_answers(words, asked, draft_id, version) if asked else [go]),
            Button(words.label("Discard"), drop, style=Style.STOPS),
        ),
    )


def _news(words: Words, plan: Plan) -> Markup:
    people = words.many("{count} person", "{count} people", len(plan.entries))
    questions = sum(ask.matter is not AskMatter.OFFICES for ask in plan.open)
    if questions:
        asked = words.many("{count} question", "{count} questions", questions)
        return words.say("<b>List read: {people}, {asked}</b>", people=people, asked=asked)
    if plan.open:
        chosen = words.many("{count} office to choose", "{count} offices to choose", len(plan.open))
        return words.say("<b>List read: {people}, {asked}</b>", people=people, asked=chosen)
    return words.say("<b>Ready to import: {people}</b>", people=people)


def _question(words: Words, ask: Ask) -> tuple[Markup, ...]:
    match ask.matter:
        case AskMatter.TWINS:
            return (
                words.say(
                    "<b>Are lines {first} and {later} the same person?</b>",
                    first=ask.lines[0],
                    later=ask.lines[1],
                ),
                *(words.value(cut(line, 2 * _LINE)) for line in ask.words),
            )
        case AskMatter.OFFICES:
            return (
                words.say(
                    "<b>Two offices: which one does {name} hold in this group?</b>",
                    name=cut(ask.words[0], _LINE),
                ),
            )
        case AskMatter.PERSON:
            return (
                words.say(
                    "<b>Line {line}: is {name} somebody who is known?</b>",
                    line=ask.lines[0],
                    name=cut(ask.words[0], _LINE),
                ),
                *(_candidate(words, one) for one in ask.candidates),
                words.say("<i>Once confirmed, this spelling finds the person by itself.</i>"),
            )
        case AskMatter.ORGANISATION:
            return (
                words.say(
                    "<b>Is {name} an organisation that is known, or named further up?</b>",
                    name=cut(ask.words[0], _LINE),
                ),
                *(_candidate(words, one) for one in ask.candidates),
                words.say("<i>Once confirmed, this spelling finds it by itself.</i>"),
            )


def question_line(words: Words, ask: Ask) -> str:
    """Give a question of a list as one line without markup, for the operator's console."""
    return " ".join(line.striptags() for line in _question(words, ask) if line)


def _candidate(words: Words, candidate: Candidate) -> Markup:
    return words.comma(cut(one, _LINE) for one in (candidate.name, candidate.office) if one)


def _answers(words: Words, ask: Ask, draft_id: int, version: int) -> list[list[Button]]:
    def button(label: str, value: str, style: Style = Style.PLAIN) -> Button:
        press = presses.ROSTER.write(draft_id, f"{ask.key}-{value}", version)
        return Button(words.drawn(cut(label, LABEL_WIDTH[1])), press, style=style)

    if ask.matter is AskMatter.TWINS:
        return [
            [
                button(words.label("One person"), ONE, Style.NEXT),
                button(words.label("Two people"), TWO),
            ]
        ]
    if ask.matter is AskMatter.OFFICES:
        comma = "، " if words.rtl else ", "
        return [
            [button(comma.join(filter(None, (office.post, office.organisation))), str(at))]
            for at, office in enumerate(ask.offices)
        ]
    is_person = ask.matter is AskMatter.PERSON
    new = words.label("A new person") if is_person else words.label("A new organisation")
    same = [
        words.label("Same person: {name}", name=one.name)
        if is_person
        else words.label("Same: {name}", name=one.name)
        for one in ask.candidates
    ]
    return [
        *(
            [button(label, str(one.id), Style.NEXT if at == 0 else Style.PLAIN)]
            for at, (label, one) in enumerate(zip(same, ask.candidates, strict=True))
        ),
        [button(new, NEW)],
    ]


def _counts(words: Words, plan: Plan) -> list[Markup]:
    asked = sum(entry.is_asked for entry in plan.entries)
    known = sum(entry.person is not None for entry in plan.entries)
    offices_asked = sum(ask.matter is AskMatter.ORGANISATION for ask in plan.open)
    return [
        words.say(
            "People: {new} new, {known} known, {asked} asked",
            new=len(plan.entries) - known - asked,
            known=known,
            asked=asked,
        ),
        words.say(
            "Organisations: {new} new, {known} known, {asked} asked",
            new=len(plan.new_offices) - offices_asked,
            known=plan.known_offices,
            asked=offices_asked,
        ),
        words.say("New seats: {count}, one for each organisation", count=plan.new_seats),
    ]


def _notes(words: Words, plan: Plan) -> list[Markup]:
    seatless = [
        entry.line.name
        for entry in plan.entries
        if entry.is_seatless and (entry.person is None or entry.person.office_id is None)
    ]
    chairs = [
        entry.line.name
        for entry in plan.entries
        if entry.role is RosterRole.CHAIR and entry.becomes is not RosterRole.CHAIR
    ]
    lines = []
    if seatless:
        lines.append(
            words.say(
                "Without a seat, so not to be invited yet: {names}", names=_named(words, seatless)
            )
        )
    lines += [
        words.say(
            "Changes office: {name}, until now {office}",
            name=cut(entry.line.name, _LINE),
            office=cut(entry.moved_from, _LINE),
        )
        for entry in plan.entries
        if entry.moved_from
    ][:_MOST_NAMED]
    if chairs:
        lines.append(
            words.say(
                "The group has one chair; listed as members: {names}", names=_named(words, chairs)
            )
        )
    lines += [
        words.say(
            "Line {line}: role not known, member is taken: {words}",
            line=line,
            words=cut(said, _LINE),
        )
        for line, said in notes_of(plan, Matter.UNKNOWN_ROLE)[:_MOST_NAMED]
    ]
    lines += [_problem(words, problem) for problem in plan.problems[:_MOST_NAMED]]
    return lines


def _named(words: Words, names: list[str]) -> Markup:
    shown: list[object] = [cut(name, _LINE) for name in names[:_MOST_NAMED]]
    more = len(names) - _MOST_NAMED
    if more > 0:
        shown.append(words.many("{count} other", "{count} others", more))
    return words.comma(shown)


def _problem(words: Words, problem: Problem) -> Markup:
    said = cut(problem.words, _LINE)
    if problem.fault is Fault.TOO_LONG:
        return words.say(
            "Line {row} is too long and left out: {words}", row=problem.row, words=said
        )
    return words.say("Line {row} has no name and is left out: {words}", row=problem.row, words=said)


def _people(words: Words, plan: Plan) -> Markup:
    shown = [_entry(words, entry) for entry in plan.entries[:_MOST_SHOWN]]
    more = len(plan.entries) - _MOST_SHOWN
    if more > 0:
        shown.append(words.many("and {count} more person", "and {count} more people", more))
    return Markup("<blockquote expandable>") + words.page(*shown) + Markup("</blockquote>")


def _entry(words: Words, entry: Entry) -> Markup:
    parts: list[object] = [
        words.say("{number}. {name}", number=entry.line.number, name=cut(entry.line.name, _LINE))
    ]
    if entry.person is not None:
        parts.append(words.say("known"))
    if entry.office is not None:
        parts.append(cut(entry.office.name, _LINE))
        if entry.becomes is not RosterRole.MEMBER:
            parts.append(Markup(role_name(words, entry.becomes)))
    elif entry.is_seatless:
        parts.append(words.say("without a seat"))
    return words.comma(parts)


def receipt(words: Words, done: Imported, draft_id: int, group_id: int) -> Screen:
    """Say what was imported, and lead on to the invitations."""
    text = words.page(
        words.many("<b>Added: {count} person</b>", "<b>Added: {count} people</b>", done.added),
        Markup(),
        words.say(
            "New organisations: {organisations}. New seats: {seats}.",
            organisations=done.organisations,
            seats=done.seats,
        ),
        words.say("Known before: {count}", count=done.known) if done.known else None,
        words.many(
            "{count} person has no seat yet: it can be given on the person's card.",
            "{count} people have no seat yet: it can be given on each person's card.",
            len(done.seatless),
        )
        if done.seatless
        else None,
        Markup(),
        words.say("Nobody has been written to. Each person gets a personal invitation from you."),
    )
    invite = presses.ROSTER.write(draft_id, "invite")
    return Screen(
        text,
        rows(
            Button(words.label("Invitations, one by one"), invite, style=Style.NEXT),
            back(words, group_id),
        ),
    )


def discarded(words: Words, group_id: int) -> Screen:
    """Say that a list was given up."""
    text = words.page(
        words.say("<b>List discarded</b>"), Markup(), words.say("Nothing of it was stored.")
    )
    return Screen(text, rows(back(words, group_id), home(words)))


def toast_everyone_invited(words: Words) -> str:
    """Say that nobody of the list is left to be invited."""
    return words.label("Everyone of this list who has a seat has joined.")


def looked_again(words: Words) -> str:
    """Say that the roster changed between preview and import."""
    return words.label("The members changed meanwhile, so nothing was imported. Please look again.")


@words_for(roster_imports.StillAsked)
def _still_asked(words: Words, _refusal: roster_imports.StillAsked, _zone: ZoneInfo) -> str:
    return words.label("A question about this list is still open. Nothing was imported.")


@words_for(roster_looks.NotAList)
def _not_a_list(words: Words, _refusal: roster_looks.NotAList, _zone: ZoneInfo) -> str:
    return words.label(
        "This cannot be read as a list, and nothing was stored. "
        "Paste the list as text, or send a CSV or XLSX file."
    )


@words_for(roster_looks.UnreadableRoster)
def _unreadable(words: Words, refusal: roster_looks.UnreadableRoster, _zone: ZoneInfo) -> str:
    again = words.label("Nothing was stored. Please send another list or file.")
    return f"{_why(words, refusal.problem.fault)} {again}"


def _why(words: Words, fault: Fault) -> str:
    match fault:
        case Fault.EMPTY:
            return words.label("The list is empty.")
        case Fault.NO_NAME:
            return words.label("No line of the list has a name.")
        case Fault.TOO_LONG:
            return words.label("The lines are too long to be names and offices.")
        case Fault.TOO_MANY_LINES:
            return words.label(
                "The list has more than {most} people.", most=roster_looks.MOST_PEOPLE
            )
        case Fault.TOO_MANY_COLUMNS:
            return words.label("The table has too many columns to be a list of members.")
        case Fault.TOO_LARGE:
            return words.label("The file is larger than 20 MB.")
        case Fault.OLD_EXCEL:
            return words.label("This is an old Excel file: save it as XLSX or CSV.")
        case Fault.UNREADABLE:
            return words.label("The file is neither CSV nor XLSX, or it is damaged.")
