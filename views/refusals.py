"""What people are told when something is not done: one sentence for each type of refusal."""

from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from secretariat import refusals
from secretariat.refusals import Refusal
from views.words import Words

Sentence = Callable[[Words, Refusal, ZoneInfo], str]
SENTENCES: dict[type[Refusal], Sentence] = {}
Refused = TypeVar("Refused", bound=Refusal)


def words_for(
    kind: type[Refused],
) -> Callable[
    [Callable[[Words, Refused, ZoneInfo], str]], Callable[[Words, Refused, ZoneInfo], str]
]:
    """Register the sentence of a type of refusal; the zone is the reader's."""

    def register(
        write: Callable[[Words, Refused, ZoneInfo], str],
    ) -> Callable[[Words, Refused, ZoneInfo], str]:
        assert kind not in SENTENCES, kind
        SENTENCES[kind] = write  # type: ignore[assignment]
        return write

    return register


def sentence(words: Words, refusal: Refusal, zone: ZoneInfo) -> str:
    """Give what to tell the person, without HTML, at most 200 characters for a box on a tap."""
    return SENTENCES[type(refusal)](words, refusal, zone)


@words_for(refusals.NotAllowed)
def _not_allowed(words: Words, _refusal: refusals.NotAllowed, _zone: ZoneInfo) -> str:
    return words.label("Only the secretariat can do this.")


@words_for(refusals.Unseated)
def _unseated(words: Words, _refusal: refusals.Unseated, _zone: ZoneInfo) -> str:
    return words.label(
        "You hold no seat at present. If this is not right, kindly ring the secretariat."
    )


@words_for(refusals.Gone)
def _gone(words: Words, _refusal: refusals.Gone, _zone: ZoneInfo) -> str:
    return words.label("This button no longer applies. Open the menu for what is current: /menu")


@words_for(refusals.Outdated)
def _outdated(words: Words, _refusal: refusals.Outdated, _zone: ZoneInfo) -> str:
    return words.label("This was changed meanwhile, so nothing was done. Open it again to see it.")


@words_for(refusals.OldDate)
def _old_date(words: Words, _refusal: refusals.OldDate, _zone: ZoneInfo) -> str:
    return words.label("This card is for the old date. The new one is below.")


@words_for(refusals.TooLong)
def _too_long(words: Words, refusal: refusals.TooLong, _zone: ZoneInfo) -> str:
    return words.label(
        "The text has {length} characters; at most {limit} can be sent. "
        "Nothing was lost: shorten it and send it again.",
        length=refusal.length,
        limit=refusal.limit,
    )
