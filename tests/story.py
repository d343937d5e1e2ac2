"""The story of a working group, told once: every person taps English labels, in any language."""

from datetime import UTC, datetime

from sqlalchemy import update

from secretariat import setup
from simulator.accounts import Account
from storage import Invitation, Person, Question
from tests.groups import Group, ewg
from tests.house import House
from tests.walk import Walk

LANGUAGES = {"en": "English", "ur": "اردو"}
#: What people of the story type, as it comes back on screens; it stays as they wrote it.
TYPED = (
    "Water Forum",
    "Aslam Pervez",
    "Asma Khan",
    "Bushra Naz",
    "Danish Iqbal",
    "Ehsan Ali",
    "E. Aly",
    "Ministry of Water",
    "Water and Power Authority",
    "Water and Power",
    "Ministry of Rails",
    "Water",
    "Rails",
    "boss",
    "Eve",
    "Xyzzy",
    "always",
    "ask Nadia",
    "after lunch",
    "2 to 4",
    "Aliya Shah",
    "Deputy Secretary",
    "Ali Raza",
    "Director",
    "Audit week",
    "May my driver wait inside?",
    "May my driver wait within the gate?",
    "Yes, at the gate.",
    "Visitor passes",
    "Passes are at the gate from 13:30.",
    "Passes are at the main gate from 13:30.",
    "May the driver wait inside?",
    "How to find the gate",
    "The room is changed",
    "map the four crime categories",
    "Map the four crime categories",
    "draft the outline in the next five months",
    "draft the outline",
    "Draft the outline",
    "in the next five months",
    "arrange a study visit",
    "Arrange a study visit",
    "send their focal persons by 20 April",
    "send their focal persons",
    "Send their focal persons",
    "ACTION: ",
    "ACTION:",
    " to ",
    "All to",
    "The data of two provinces is missing",
    "The figures of Sindh",
    "The work plan needs one more week",
    "The chair is called to another duty",
    "Second meeting",
    # Who entered a reply is named as the record has it.
    "Nadia Saleem",
    "Kashif Mir",
    "N. Saleem",
    "K. Mir",
    "First meeting of the Expert Working Group",
    "Committee Room 2, National Police Bureau, Islamabad",
    "Committee Room 5",
    "Committee Room 6",
    "Opening remarks",
    "Work plan 2026-27, for approval",
    "Work plan 2026-27",
    "Research assignments",
)

LIST = """Aslam Pervez; Ministry of Water; member; {language}
Bushra Naz; Ministry of Water; observer; {language}
Danish Iqbal; Water and Power Authority; boss; {language}
Ehsan Ali; ; ; {language}"""

NOTICE = """Title: First meeting of the Expert Working Group
Date: 15 April
Time: 2 to 4
Venue: Committee Room 2, National Police Bureau, Islamabad
Link: https://meet.example.org/ewg-1
Agenda: 1 Opening remarks 2 Work plan 2026-27, for approval 3 Research assignments
Reply by: 10 April"""


async def token_of(house: House, name: str) -> str:
    """Give the token of a person's newest invitation."""
    (person,) = await house.rows(Person, Person.name == name)
    invitations: list[Invitation] = await house.rows(Invitation, Invitation.person_id == person.id)
    return f"i_{invitations[-1].token}"


async def there_and_back(walk: Walk, who: Account) -> None:
    """Read a screen in the other language, and go back to one's own."""
    other = "ur" if walk.language == "en" else "en"
    await walk.switches(who, other, LANGUAGES[other])
    await walk.switches(who, walk.language, LANGUAGES[walk.language])


async def first_run(walk: Walk) -> Account:
    """An unknown account types the setup code and answers card after card."""
    house = walk.house
    asma = walk.person("Asma Khan")
    async with house.database.writing() as session:
        code = await setup.issue_code(session, house.clock.now())
    await asma.starts()
    await walk.taps(asma, "Privacy")
    await walk.taps(asma, "Back")
    await there_and_back(walk, asma)
    await walk.taps(asma, "I have a code")
    await asma.says("ABCD-EFGH")
    await asma.says(code or "")
    await asma.sends_voice()
    await asma.says("Water Forum")
    await asma.says("Xyzzy")
    await asma.says("vienna")
    await walk.taps(asma, "No, again")
    await asma.says("Karachi")
    await walk.taps(asma, "Yes")
    await walk.taps(asma, "A number of offices")
    await asma.says("many")
    await asma.says("2")
    await asma.says("none")
    await asma.says("051 000 0000")
    await walk.taps(asma, "Later")
    await walk.taps(asma, "Home")
    return asma


async def members(walk: Walk, asma: Account) -> Account:
    """A list is pasted, asked about and imported; people are invited, confirmed, refused."""
    house = walk.house
    await walk.taps(asma, "Add members")
    await asma.sends_voice()
    await asma.says(LIST.format(language=LANGUAGES[walk.language]))
    await walk.taps(asma, "Discard")
    await asma.says("/desk")
    await walk.taps(asma, "Add members")
    await asma.says(LIST.format(language=LANGUAGES[walk.language]))
    await walk.taps(asma, "A new organisation")
    await walk.taps(asma, "Import {count} people")
    await walk.taps(asma, "Invitations, one by one")
    await walk.taps(asma, "Show the code")
    await walk.taps(asma, "Show the link")
    aslam = walk.person("Aslam Pervez", username="aslam")
    await aslam.starts(await token_of(house, "Aslam Pervez"))
    await there_and_back(walk, aslam)
    await walk.taps(aslam, "Privacy")
    await walk.taps(aslam, "Back")
    await walk.taps(aslam, "Yes, join")
    await walk.taps(asma, "Confirm")
    await walk.taps(aslam, "Change language or time")

    await asma.says("/desk")
    await walk.taps(asma, "Members")
    await walk.taps(asma, "Bushra Naz")
    await walk.taps(asma, "Invitation")
    await walk.taps(asma, "Next person")
    await walk.taps(asma, "Next person")
    bushra, eve = walk.person("Bushra Naz"), walk.person("Eve", username="eve_other")
    link = await token_of(house, "Bushra Naz")
    await aslam.starts(link)
    await eve.starts(link)
    await walk.taps(eve, "This is not me")
    await eve.starts(link)
    await walk.taps(eve, "Yes, join")
    await bushra.starts(link)
    await walk.taps(bushra, "Tell the secretariat")
    await walk.taps(asma, "Refuse")
    await bushra.starts(link)
    await walk.taps(asma, "Members")
    return asma


async def roster(walk: Walk, asma: Account) -> None:
    """One person's card: other spellings, a role, a seat, removal and back again."""
    await walk.taps(asma, "Ehsan Ali")
    await walk.taps(asma, "Add an alias")
    await asma.sends_voice()
    await asma.says("E. Aly")
    await walk.taps(asma, "Urdu name")
    await asma.says("Ehsan")
    await asma.says("احسان علی")
    await walk.taps(asma, "Give a seat")
    await asma.says("Ministry of Rails; guest")
    await walk.taps(asma, "Import {count} person")
    await asma.says("/desk")
    await walk.taps(asma, "Members")
    await walk.taps(asma, "Danish Iqbal")
    await walk.taps(asma, "Change role")
    await walk.taps(asma, "Observer")
    await walk.taps(asma, "Remove")
    await walk.taps(asma, "Undo")
    await walk.taps(asma, "Change role")
    await walk.taps(asma, "Alternate")
    await walk.taps(asma, "Members")
    await walk.taps(asma, "Asma Khan")
    await walk.taps(asma, "Remove")
    await walk.taps(asma, "Members")


async def working_group(walk: Walk) -> Group:
    """Give the Expert Working Group, everyone reading the walk's language."""
    house = walk.house
    # Provincial video rooms want the link early: two hours before.
    group = await ewg(house, name_urdu="ماہرین کا ورکنگ گروپ", link_lead_minutes=120)
    async with house.database.writing() as session:
        ids = list(group.ids.values())
        given = {"language": walk.language}
        await session.execute(update(Person).where(Person.id.in_(ids)).values(given))
    for account in group.people.values():
        account.person.language_code = walk.language
        account.person.user["language_code"] = walk.language
    return group


async def homes(walk: Walk, group: Group) -> None:
    """What each role finds first, the help, the settings and the privacy card."""
    farhan = group.farhan
    for account in (farhan, group.chair, group.daniel, group.nadia, group.assistant):
        await account.says("/menu")
        await walk.taps(account, "Help")
        await there_and_back(walk, account)
    await farhan.says("/next")
    await farhan.says("/tasks")
    await farhan.says("/privacy")
    await walk.taps(farhan, "Back")
    await group.nadia.says("/board")
    await group.nadia.says("/tasks")
    await farhan.says("/desk")
    await farhan.says("/settings")
    await walk.taps(farhan, "Language")
    await walk.taps(farhan, "Back")
    await walk.taps(farhan, "Time zone")
    await farhan.sends_sticker()
    await farhan.says("Xyzzy")
    await farhan.says("Spain")
    await walk.taps(farhan, "Madrid")
    await walk.taps(farhan, "No, again")
    await walk.taps(farhan, "Central Europe")
    await walk.taps(farhan, "Yes")
    await walk.taps(farhan, "Quiet hours")
    await farhan.says("always")
    await farhan.says("22:30 to 06:30")
    await walk.taps(farhan, "Quiet hours")
    await walk.taps(farhan, "No quiet hours")
    await walk.taps(farhan, "Reminders")
    await walk.taps(farhan, "7 days")
    await walk.taps(farhan, "7 days")
    await walk.taps(farhan, "Back")
    await walk.taps(farhan, "Lock screen text")
    await walk.taps(farhan, "Discreet")
    await walk.taps(farhan, "My data")


async def announcing(walk: Walk, group: Group) -> None:
    """A notice is pasted, asked about, changed by two, prepared, held, stopped, published."""
    imran, nadia, kashif = group.assistant, group.nadia, group.kashif
    await imran.says("/new")
    await walk.taps(imran, "Paste one message")
    await imran.sends_voice()
    await walk.taps(imran, "Copy the form")
    await walk.taps(imran, "Show an example")
    await imran.says(NOTICE)
    await imran.sends_voice()
    await walk.taps(imran, "Keep as draft")
    await imran.says("/new")
    await walk.taps(imran, "Continue the draft")
    await walk.taps(imran, "Type the time")
    await imran.says("after lunch")
    await imran.says("2 to 4 pm")
    await walk.taps(imran, "In person")
    for field, wrong, right in FIELDS:
        await walk.taps(imran, "Change something")
        await walk.taps(imran, field)
        if wrong:
            await imran.says(wrong)
        await imran.says(right)
    await walk.taps(imran, "Add papers")
    await imran.sends_photo()
    await imran.says("the plan")
    await imran.sends_file("annex.docx", b"x" * 1_400_000)
    await imran.sends_file("plan.pdf", b"x" * 620_000)
    await walk.taps(imran, "Remove {name}")
    await walk.taps(imran, "Done")
    await walk.taps(imran, "Who gets it")
    await walk.taps(imran, "Observers ✓")
    await walk.taps(imran, "Members ✓")
    await walk.taps(imran, "Observers")
    await walk.taps(imran, "Done")
    await walk.taps(imran, "Change something")
    await walk.taps(imran, "Venue")
    await kashif.says("/new")
    await walk.taps(kashif, "Continue the draft")
    await walk.taps(kashif, "Change something")
    await walk.taps(kashif, "Venue")
    await kashif.says("Committee Room 5")
    await imran.says("Committee Room 6")
    await walk.taps(imran, "Use {value}")
    await walk.taps(imran, "Ready to publish")
    await walk.taps(nadia, "Open the draft")
    await walk.taps(nadia, "Publish to {count} people")
    await walk.taps(nadia, "Stop")
    await walk.taps(nadia, "Publish to {count} people")
    await walk.house.advance(seconds=21)
    await walk.taps(nadia, "Text for who is not on it")
    await walk.taps(nadia, "Back")


#: A field's button, what cannot be taken there ("": nothing), what can.
FIELDS = (
    ("Title", "", "First meeting of the Expert Working Group"),
    ("Date", "15/13", "15 April"),
    ("Time", "16:00 to 14:00", "2 to 4 pm"),
    ("Venue", "", "Committee Room 2, National Police Bureau, Islamabad"),
    ("Link", "ask Nadia", "https://meet.example.org/ewg-1"),
    ("Reply by", "17 April", "10 April"),
    ("Agenda", "", "1 Opening remarks 2 Work plan 2026-27, for approval 3 Research assignments"),
)


async def replying(walk: Walk, group: Group) -> None:
    """Offices reply in each way; the secretariat follows on the board."""
    people, nadia, kashif = group.people, group.nadia, group.kashif
    await walk.taps(group.farhan, "In person")
    await walk.taps(group.farhan, "In person ✓")
    await walk.taps(group.farhan, "Video link")
    await walk.taps(group.farhan, "Papers ({count})")
    for office in ("Coordinator", "Foreign Affairs", "Law and Justice", "Home KP"):
        await walk.taps(people[office], "In person")
    for office in ("Home Sindh", "State Bank"):
        await walk.taps(people[office], "Video link")
    await walk.taps(group.daniel, "Video link")
    finance = people["Finance"]
    await walk.taps(finance, "Name an alternate")
    await finance.sends_voice()
    await finance.says("!!!")
    await finance.says("Aliya Shah, Deputy Secretary")
    await walk.taps(finance, "Video link")
    await walk.taps(finance, "Change deputy")
    await walk.taps(finance, "{name}, last time")
    await walk.taps(finance, "In person")
    await walk.taps(finance, "Change deputy")
    await walk.taps(finance, "Name to follow")
    await walk.taps(finance, "Give the name")
    await walk.taps(finance, "Back")
    punjab = people["Home Punjab"]
    await walk.taps(punjab, "Apologies")
    await walk.taps(punjab, "Undo")
    await walk.taps(punjab, "Apologies")
    await walk.taps(punjab, "Add a reason")
    await punjab.sends_photo()
    await walk.taps(punjab, "Official travel")
    await walk.taps(punjab, "Change the reason")
    await punjab.says("Audit week")
    await walk.taps(punjab, "Name an alternate instead")
    await punjab.says("Aliya Shah")
    await walk.taps(punjab, "In person")
    await walk.taps(punjab, "I will attend")

    await nadia.says("/next")
    await nadia.says("/board")
    await walk.taps(nadia, "Show names")
    await walk.taps(nadia, "Attendance text")
    await walk.taps(nadia, "Back")
    await walk.taps(nadia, "Remind {count} people")
    await walk.taps(nadia, "Send {count} reminders")
    await walk.taps(people["Police Academy"], "Not sure yet")
    await walk.taps(nadia, "Record a reply for someone")
    await walk.taps(nadia, "More")
    await walk.taps(nadia, "Police Academy")
    await walk.taps(nadia, "Deputy")
    await nadia.says("Ali Raza, Director")
    await walk.taps(nadia, "In person")
    for account in (nadia, kashif):
        await account.says("/board")
        await walk.taps(account, "Record a reply for someone")
        await walk.taps(account, "More")
        await walk.taps(account, "Economic Affairs")
    await walk.taps(kashif, "Apologies")
    await walk.taps(nadia, "In person")
    await walk.taps(nadia, "Record mine instead")
    await group.chair.says("/board")
    await group.chair.says("/menu")
    await group.nadia.says("/desk")


async def letters(walk: Walk, group: Group) -> None:
    """A member writes, the secretariat answers, the second answer comes too late."""
    farhan, nadia, kashif = group.farhan, group.nadia, group.kashif
    await farhan.says("/help")
    await walk.taps(farhan, "Write to the secretariat")
    await farhan.sends_voice()
    question = await farhan.says("May my driver wait inside?")
    await farhan.edits(question, "May my driver wait within the gate?")
    await walk.taps(farhan, "Send")
    await walk.taps(farhan, "Write to the secretariat")
    await farhan.says("Not needed any more")
    await walk.taps(farhan, "Do not send")
    for account in (nadia, kashif):
        await account.says("/desk")
        await walk.taps(account, "Letters ({count})")
        await walk.taps(account, "Answer")
    await nadia.sends_voice()
    await nadia.says("Yes, at the gate.")
    await kashif.says("No.")
    await farhan.says("1 2 3 4 5 6 7 8 9 0 " * 70)
    await walk.taps(farhan, "Send")
    await walk.taps(nadia, "Whole text")
    await walk.taps(nadia, "Answer")
    await walk.taps(nadia, "Not now")


async def notices(walk: Walk, group: Group) -> None:
    """A notice is written, its audience chosen, sent, acknowledged, asked about, reminded of."""
    nadia, imran = group.nadia, group.assistant
    await nadia.says("/send")
    await nadia.sends_photo()
    await nadia.sends_voice()
    await nadia.says("Visitor passes\nPasses are at the gate from 13:30.")
    await walk.taps(nadia, "Observers ({count})")
    await walk.taps(nadia, "Pick people")
    await walk.taps(nadia, "Back")
    await walk.taps(nadia, "Next: preview")
    await walk.taps(nadia, "With sound")
    await walk.taps(nadia, "Ask to acknowledge")
    await walk.taps(nadia, "By when")
    await nadia.says("15/13")
    await nadia.says("1 April 2026")
    await walk.taps(nadia, "No date")
    await walk.taps(nadia, "By when")
    await nadia.says("9 April")
    await walk.taps(nadia, "Change text")
    await nadia.says("Visitor passes\nPasses are at the main gate from 13:30.")
    await walk.taps(nadia, "Acknowledged")
    await imran.says("/send")
    await walk.taps(imran, "Continue: {title}")
    await walk.taps(nadia, "Send to {count} people")
    await walk.taps(nadia, "Stop")
    await walk.taps(nadia, "Send to {count} people")
    await walk.house.advance(seconds=21)
    await walk.taps(group.farhan, "Acknowledged")
    await walk.taps(group.chair, "Ask a question")
    await group.chair.sends_voice()
    await group.chair.says("May the driver wait inside?")
    await nadia.says("/send")
    await walk.taps(nadia, "Notices sent")
    await walk.taps(nadia, "Visitor passes")
    await walk.taps(nadia, "Remind {count} people")
    await nadia.says("/send")
    await nadia.sends_file("map.pdf", b"x" * 4000, caption="How to find the gate")
    await walk.taps(nadia, "All members ({count}) ✓")
    await walk.taps(nadia, "Next: preview")
    await walk.taps(nadia, "Delete draft")
    await walk.taps(nadia, "Keep it")
    await walk.taps(nadia, "Delete draft")
    await walk.taps(nadia, "Delete the draft")


async def items(walk: Walk, group: Group) -> None:
    """Actions are typed, asked about, assigned, worked on, sent back, closed."""
    nadia, kashif, adeel = group.nadia, group.kashif, group.people["Police Academy"]
    await nadia.says("/tasks")
    await walk.taps(nadia, "New action item")
    await nadia.sends_voice()
    await nadia.says("Adeel Niazi to map the four crime categories")
    await walk.taps(nadia, "Type a date")
    await nadia.says("15/13")
    await nadia.says("1 April 2026")
    await nadia.says("13 April")
    await walk.taps(nadia, "Change date")
    await walk.taps(nadia, "Next meeting")
    await walk.taps(nadia, "Change date")
    await nadia.says("13 April")
    await walk.taps(nadia, "Delete the line")
    await walk.taps(nadia, "Undo")
    await walk.taps(nadia, "Assign and tell {count} people")
    await nadia.says("ACTION: Xyzzy to draft the outline in the next five months")
    await walk.taps(nadia, "An office")
    await walk.taps(nadia, "More")
    await walk.taps(nadia, "State Bank")
    await walk.taps(nadia, "Yes, {day}")
    await walk.taps(nadia, "Assign and tell {count} people")
    await nadia.says("ACTION: Xyzzy to arrange a study visit")
    await walk.taps(nadia, "Keep as written")
    await walk.taps(nadia, "No date")
    await walk.taps(nadia, "Record it")
    await nadia.says("ACTION: All to send their focal persons by 20 April")
    await walk.taps(nadia, "Assign and tell {count} people")
    await walk.taps(adeel, "Open A1")
    for label in ("Add an update", "Half done", "Blocked", "Waiting for permission"):
        await walk.taps(adeel, label)
    await walk.taps(adeel, "No longer blocked")
    await walk.taps(adeel, "Blocked")
    await walk.taps(adeel, "Type it")
    await adeel.sends_voice()
    await adeel.says("The data of two provinces is missing")
    await walk.taps(adeel, "Add an update")
    await adeel.sends_voice()
    await adeel.sends_file("data.xlsx", b"x" * 3000)
    await walk.taps(adeel, "Done")
    await walk.taps(adeel, "Undo")
    await walk.taps(adeel, "Done")
    await walk.taps(adeel, "Attach a file")
    await walk.taps(adeel, "Back")
    await walk.taps(kashif, "Open the file")
    await walk.taps(kashif, "Send back")
    await kashif.says("The figures of Sindh")
    bank = group.people["State Bank"]
    await walk.taps(bank, "Not for our office")
    await walk.taps(bank, "It is ours after all")
    await walk.taps(bank, "Not for our office")
    await walk.taps(kashif, "Change owner")
    await kashif.says("Xyzzy")
    await walk.taps(kashif, "An office")
    await walk.taps(kashif, "Ministry of Finance")
    await nadia.says("/tasks")
    await walk.taps(nadia, "Open A3")
    await walk.taps(nadia, "Drop the item")
    await walk.taps(nadia, "Drop the item")
    await walk.taps(group.farhan, "Open A4")
    await walk.taps(group.farhan, "Done")
    await walk.taps(kashif, "Close as done")
    await nadia.says("/tasks")
    await walk.taps(nadia, "Closed items ({count})")
    await group.farhan.says("/tasks")
    await walk.taps(group.farhan, "Closed items ({count})")


async def nobody_there(walk: Walk, group: Group) -> None:
    """A member stops the assistant; a fault of ours is owned up to."""
    house, farhan = walk.house, group.farhan
    jamil = group.people["Home Balochistan"]
    await jamil.blocks()
    await group.nadia.says("/desk")
    await group.nadia.says("/send The room is changed")
    # A question that this version does not know: nothing can take the answer.
    async with house.database.writing() as session:
        session.add(
            Question(
                chat_id=farhan.id,
                telegram_id=farhan.id,
                kind="unknown",
                asked_at=house.clock.now(),
                args={},
            )
        )
    await farhan.says("Is the room changed?")


async def postponing(walk: Walk, group: Group) -> None:
    """A week before the meeting its date moves; everyone replies again."""
    house, nadia, people = walk.house, group.nadia, group.people
    await house.advance_to(datetime(2026, 4, 8, 6, tzinfo=UTC))
    await nadia.says("/board")
    await group.chair.says("/next")
    await walk.taps(nadia, "Change, postpone or cancel")
    await walk.taps(nadia, "Postpone")
    await nadia.sends_voice()
    await nadia.says("15/13")
    await nadia.says("22 April, 2 to 4")
    await walk.taps(nadia, "Go back")
    await walk.taps(nadia, "Postpone")
    await nadia.says("22 April")
    await walk.taps(nadia, "Add a reason")
    await nadia.sends_voice()
    await nadia.says("The work plan needs one more week")
    await walk.taps(nadia, "Reply by another day")
    await nadia.says("Xyzzy")
    await nadia.says("20 April")
    await walk.taps(nadia, "Postpone, tell {count} people")
    await walk.taps(nadia, "Stop")
    await walk.taps(nadia, "Postpone, tell {count} people")
    await house.advance(seconds=21)
    await walk.taps(group.farhan, "Again by link")
    await walk.taps(people["Coordinator"], "Again in person")
    await walk.taps(people["Foreign Affairs"], "Name an alternate")
    await people["Foreign Affairs"].says("Aliya Shah")
    await walk.taps(people["Foreign Affairs"], "In person")
    await walk.taps(people["Law and Justice"], "Apologies")
    await walk.taps(people["Finance"], "Name an alternate")
    await walk.taps(people["Finance"], "Name to follow")
    await walk.taps(people["Home KP"], "Again in person")
    for office in ("Home Sindh", "State Bank"):
        await walk.taps(people[office], "Again by link")
    await walk.taps(group.daniel, "Again by link")


async def meeting_day(walk: Walk, group: Group) -> None:
    """Reminders differ by reply; replies change at the last moment; the quorum is lost and met."""
    house, people = walk.house, group.people
    await house.advance_to(datetime(2026, 4, 16, 6, tzinfo=UTC))
    await walk.taps(group.farhan, "No more reminders for this")
    await group.farhan.says("/next")
    await walk.taps(group.farhan, "Turn reminders on")
    await house.advance_to(datetime(2026, 4, 21, 6, tzinfo=UTC))
    await walk.taps(people["Home KP"], "Apologies")
    await walk.taps(people["Police Academy"], "In person")
    await house.advance_to(datetime(2026, 4, 21, 12, tzinfo=UTC))
    await walk.taps(people["State Bank"], "In person")
    await walk.taps(people["Police Academy"], "Apologies")
    await walk.taps(people["Police Academy"], "Undo")
    await house.advance_to(datetime(2026, 4, 22, 8, 30, tzinfo=UTC))
    await walk.taps(people["Home Punjab"], "Not sure yet")
    await house.advance_to(datetime(2026, 4, 22, 9, 30, tzinfo=UTC))
    await walk.taps(people["Home Punjab"], "In person")
    await group.nadia.says("/board")
    await walk.taps(group.nadia, "Attendance text")
    await group.farhan.says("/next")
    await people["Police Academy"].says("/tasks")
    await people["Police Academy"].says("/menu")


async def cancelling(walk: Walk, group: Group) -> None:
    """The next meeting is announced and called off; its agenda is kept for a new date."""
    house, nadia = walk.house, group.nadia
    await nadia.says("/new")
    await walk.taps(nadia, "Paste one message")
    await nadia.says("Title: Second meeting\nDate: 6 May\nTime: 10:00 to 11:00")
    await walk.taps(nadia, "Publish to {count} people")
    await house.advance(seconds=21)
    await walk.taps(group.farhan, "In person")
    await walk.taps(nadia, "Change, postpone or cancel")
    await walk.taps(nadia, "Cancel the meeting")
    await walk.taps(nadia, "Add a reason")
    await nadia.says("The chair is called to another duty")
    await walk.taps(nadia, "Cancel meeting, tell {count}")
    await walk.taps(nadia, "Stop")
    await walk.taps(nadia, "Cancel meeting, tell {count}")
    await house.advance(seconds=21)
    await group.farhan.says("/next")
    await walk.taps(nadia, "Continue the draft")
    await nadia.says("/desk")
    await walk.taps(nadia, "RSVP board")
