"""Updates in, screens out: one module per topic; decides nothing.

Importing the package fills the routing tables of `handlers/routes.py`.
"""

from handlers import (
    admitting,
    basics,
    helps,
    homes,
    invitations,
    joining,
    languages,
    letters,
    members,
    notice_cards,
    notices,
    replies,
    rosters,
    settings,
    setup,
    strangers,
)

__all__ = [
    "admitting",
    "basics",
    "helps",
    "homes",
    "invitations",
    "joining",
    "languages",
    "letters",
    "members",
    "notice_cards",
    "notices",
    "replies",
    "rosters",
    "settings",
    "setup",
    "strangers",
]
