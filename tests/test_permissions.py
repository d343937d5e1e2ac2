"""Every button, for every role and for the people of another group: who may, and nobody else."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.routes import COMMANDS, PRESS_ROUTES, QUESTIONS
from secretariat.permissions import TABLE, Action, Role, may
from simulator.accounts import Account
from storage import (
    ActionItem,
    ActionOwner,
    Draft,
    Event,
    Invitation,
    Letter,
    Meeting,
    MeetingStatus,
    Notice,
    Recipient,
)
from tests.groups import Group, ewg, foreign_group
from tests.house import House
from views.presses import PRESSES, About

REFUSED = "Only the secretariat can do this."
STRANGER = "This is a private assistant"


async def one_of_everything(house: House, group: Group) -> dict[About, int]:
    """Put one object of every kind into a group; give their ids."""
    nadia, farhan = group.ids["Nadia Saleem"], group.ids["Farhan Javed"]
    now = house.clock.now()
    async with house.database.writing() as session:
        meeting = Meeting(
            working_group_id=group.id,
            created_by=nadia,
            created_at=now,
            zone="Asia/Karachi",
            title="A meeting",
            starts_at=datetime(2026, 4, 15, 9, 0, tzinfo=UTC),
            ends_at=datetime(2026, 4, 15, 11, 0, tzinfo=UTC),
            reply_by=now + timedelta(days=4),
            venue="Room 1",
            number=1,
            status=MeetingStatus.PUBLISHED,
            published_at=now - timedelta(days=1),
        )
        invitation = Invitation(
            person_id=group.ids["Rida Aslam"],
            working_group_id=group.id,
            token="i_secret",
            code="7KQ2MX9D",
            created_by=nadia,
            created_at=now,
            expires_at=now + timedelta(days=14),
        )
        draft = Draft(working_group_id=group.id, author_id=nadia, kind="roster", created_at=now)
        notice = Notice(working_group_id=group.id, author_id=nadia, text="Passes", created_at=now)
        item = ActionItem(
            working_group_id=group.id,
            number=1,
            words="ACTION: Farhan Javed to write",
            task="Write",
            created_by=nadia,
            created_at=now,
            owners=[ActionOwner(person_id=farhan)],
        )
        letter = Letter(
            working_group_id=group.id, person_id=farhan, text="Hello", written_at=now, sent_at=now
        )
        session.add_all([meeting, invitation, draft, notice, item, letter])
        await session.flush()
        session.add(Recipient(notice_id=notice.id, person_id=farhan))
        return {
            About.GROUP: group.id,
            About.MEETING: meeting.id,
            About.PERSON: farhan,
            About.INVITATION: invitation.id,
            About.DRAFT: draft.id,
            About.NOTICE: notice.id,
            About.ITEM: item.id,
            About.LETTER: letter.id,
        }


ROLES = {
    "Farhan Javed": {Role.MEMBER},
    "Tahira Baig": {Role.MEMBER, Role.CHAIR},
    "Daniel Moreau": {Role.OBSERVER},
    "Nadia Saleem": {Role.SECRETARY},
    "Imran Dar": {Role.ASSISTANT},
}

WITH_OBJECT = sorted(verb for verb, press in PRESSES.items() if press.about is not About.NOTHING)


async def forged(account: Account, data: str) -> str:
    """Press data that is on no keyboard; give what the tap was answered with."""
    message = account.inbox[-1]
    answer = await account.taps_data(data, on=message)
    return answer.text or "" if answer else "(no answer)"


@pytest.mark.parametrize("verb", WITH_OBJECT)
async def test_a_press_is_refused_to_whom_the_table_does_not_name(house: House, verb: str) -> None:
    group = await ewg(house)
    objects = await one_of_everything(house, group)
    press, action = PRESSES[verb], PRESS_ROUTES[verb].action
    data = press.write(objects[press.about], "", 1)

    for name, roles in ROLES.items():
        if action is not Action.ARRIVE and not may(roles, action):
            account = group.people[name]
            await account.says("/help")
            before = len(await house.rows(Event))
            assert (name, await forged(account, data)) == (name, REFUSED)
            assert len(await house.rows(Event)) == before


@pytest.mark.parametrize("verb", WITH_OBJECT)
async def test_a_press_on_another_groups_object_is_refused_to_all(house: House, verb: str) -> None:
    group = await ewg(house)
    objects = await one_of_everything(house, group)
    other = await foreign_group(house)
    press = PRESSES[verb]
    data = press.write(objects[press.about], "", 1)
    missing = press.write(999_999, "", 1)
    before = [row.verb for row in await house.rows(Event)]

    for account in {one.id: one for one in other.people.values()}.values():
        await account.says("/help")
        assert await forged(account, data) == REFUSED
        # What does not exist is refused in the same words: ids cannot be probed.
        assert await forged(account, missing) == REFUSED
    eve = house.person("Eve")
    await eve.starts()
    assert await forged(eve, data) == STRANGER

    assert [row.verb for row in await house.rows(Event)] == before


async def test_a_stranger_is_turned_away_by_every_command(house: House) -> None:
    await ewg(house)
    said = set()

    for number, name in enumerate(sorted(COMMANDS)):
        eve = house.person(f"Eve {number}")
        await eve.says(f"/{name}")
        said.add(eve.inbox[-1].text.splitlines()[0])

    assert said <= {STRANGER, "Your data", "Privacy", "Your data here"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_a_command_is_refused_to_whom_the_table_does_not_name(
    house: House, name: str
) -> None:
    group = await ewg(house)
    action = COMMANDS[name].action

    for who, roles in ROLES.items():
        if action is not Action.ARRIVE and not may(roles, action):
            account = group.people[who]
            await account.says(f"/{name}")
            assert account.inbox[-1].text == REFUSED


def test_every_route_needs_a_right_that_the_table_knows() -> None:
    needed = {
        route.action
        for routes in (PRESS_ROUTES, COMMANDS, QUESTIONS)
        for route in routes.values()  # type: ignore[attr-defined]
    }

    assert needed <= set(TABLE)


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    assert set(PRESS_ROUTES) == set(PRESSES)


def test_nobody_releases_who_only_prepares() -> None:
    releasing = {
        Action.ADMIT,
        Action.PUBLISH_MEETING,
        Action.CHANGE_MEETING,
        Action.SEND_NOTICE,
        Action.SET_UP_GROUP,
    }

    assert {action for action in Action if may({Role.SECRETARY}, action)} - {
        action for action in Action if may({Role.ASSISTANT}, action)
    } == releasing
