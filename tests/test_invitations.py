"""The card of a meeting, its papers, and /next."""

from tests.groups import ewg, published_meeting
from tests.house import House


CARD = """Meeting: Wed 15 Apr 2026, 14:00 PKT
First meeting of the Expert Working Group

When: Wed 15 Apr 2026, 14:00 to 16:00 PKT
Where: Committee Room 2, National Police Bureau, Islamabad
Video link: sent one hour before, if you choose it
Reply by: Fri 10 Apr, 17:00 PKT
Agenda
1. Opening remarks
2. Work plan 2026-27, for approval
3. Research assignments
4. Any other business

Your reply: not given yet"""


async def test_the_invitation_is_the_meetings_card(house: House) -> None:
    group = await ewg(house)

    await published_meeting(house, group)

    assert group.farhan.reads() == CARD
    assert [message.text for message in group.nadia.inbox] == []
