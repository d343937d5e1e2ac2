"""Invitations to try: made as the secretariat makes them, with their card in its chat."""

from secretariat import invitations
from secretariat.deliveries import Owed, owe
from secretariat.kinds import Kind
from secretariat.readers import reader_by_account
from simulator.accounts import Account
from storage import Invitation, Person
from tests.groups import Group
from tests.house import House


async def invite(house: House, group: Group, name: str = "Rida Aslam") -> Invitation:
    """Invite somebody of the roster; the card with the texts to forward goes to Nadia."""
    now = house.clock.now()
    async with house.database.writing() as session:
        reader = await reader_by_account(session, now, group.nadia.id)
        assert reader is not None
        person = await session.get_one(Person, group.ids[name])
        invitation = await invitations.invite(session, reader, person, group.id, now)
        card = Owed(
            key=f"test:{invitation.id}",
            kind=Kind.INVITATION_READY,
            person_id=reader.person.id,
            args={"invitation": invitation.id},
            priority=0,
        )
        await owe(session, now, [card])
    await woken(house)
    return invitation


async def woken(house: House) -> None:
    """Have the bot look at what was put into the database by hand."""
    assert house.bot is not None
    house.bot.wake()
    await house.settle()


async def person_of(house: House, group: Group, name: str = "Rida Aslam") -> Person:
    """Give a person as they are stored."""
    found: list[Person] = await house.rows(Person, Person.id == group.ids[name])
    return found[0]


async def waiting(house: House, group: Group, rida: Account) -> Invitation:
    """Have Rida open her link and say yes."""
    invitation = await invite(house, group)
    await rida.starts(f"i_{invitation.token}")
    await rida.taps("Yes, join")
    return invitation
