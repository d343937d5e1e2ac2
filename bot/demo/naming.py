"""What the audit trail's subjects ("meeting:12") are called in the drawer's sentences."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import ActionItem, Invitation, Meeting, Organisation, Person, Seat
from views import demos

#: What has no name of its own.
_PLAIN = {"group": "the group", "notice": "a notice", "letter": "a letter", "draft": "a draft"}


@dataclass
class Names:
    """The names of what there is: people by id, everything else by its subject."""

    people: dict[int, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)

    def of(self, subject: str) -> str:
        """Name a subject of the trail."""
        table, _, rest = subject.partition(":")
        if table == "reply":
            subject = f"seat:{rest.partition(':')[2]}"
        elif table == "quorum":
            subject = f"meeting:{rest}"
        return self.subjects.get(subject) or _PLAIN.get(table, table)


async def names_of(session: AsyncSession) -> Names:
    """Read all names; a demonstration has few."""
    names = Names()
    for person_id, name in await session.execute(select(Person.id, Person.name)):
        names.people[person_id] = names.subjects[f"person:{person_id}"] = name
    for invitation in await session.scalars(select(Invitation)):
        names.subjects[f"invitation:{invitation.id}"] = names.people[invitation.person_id]
    for meeting_id, number, title, zone in await session.execute(
        select(Meeting.id, Meeting.number, Meeting.title, Meeting.zone)
    ):
        names.subjects[f"meeting:{meeting_id}"] = demos.meeting(number, title)
        names.zones[f"meeting:{meeting_id}"] = zone
    for item_id, number in await session.execute(select(ActionItem.id, ActionItem.number)):
        names.subjects[f"item:{item_id}"] = demos.item(number)
    for seat_id, office in await session.execute(
        select(Seat.id, Organisation.short_name).join(
            Organisation, Organisation.id == Seat.organisation_id
        )
    ):
        names.subjects[f"seat:{seat_id}"] = office
    return names
