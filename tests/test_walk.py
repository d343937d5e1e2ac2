"""One story through every screen, in English and in Urdu."""

import pytest

from secretariat.kinds import Kind
from tests import story
from tests.house import House
from tests.walk import Walk


@pytest.mark.walk
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["en", "ur"])
async def test_every_screen_is_met_and_every_text_is_fit_to_read(
    house: House, language: str
) -> None:
    house.telegram.lints.is_on = True
    walk = Walk(house, language)

    asma = await story.first_run(walk)
    await story.members(walk, asma)
    await story.roster(walk, asma)
    group = await story.working_group(walk)
    await story.homes(walk, group)
    await story.announcing(walk, group)
    await story.replying(walk, group)
    await story.letters(walk, group)
    await story.notices(walk, group)
    await story.items(walk, group)
    await story.nobody_there(walk, group)
    await story.postponing(walk, group)
    await story.meeting_day(walk, group)
    await story.cancelling(walk, group)

    assert house.telegram.lint == []
    wrong = walk.faults(story.TYPED)
    assert wrong == [], "\n\n".join(wrong)
    assert set(Kind) - walk.met == set()
