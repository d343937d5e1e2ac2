"""Why something is not done. Each refusal is a type without prose; `views/refusals.py` words it."""


class Refusal(Exception):
    """What was asked for is not done, for a reason the person can be told; nothing was changed."""

    #: True if nothing that could be typed instead would be accepted.
    is_final = False


class NotAllowed(Refusal):
    """The person has no right to this here; the same whether the object exists or not."""

    is_final = True


class Unseated(NotAllowed):
    """The person has joined, but holds no seat in any group at present."""


class Gone(Refusal):
    """The button belongs to something that is no longer there or no longer in that state."""

    is_final = True


class Outdated(Refusal):
    """Someone else changed the record meanwhile: the button carries an older version.

    `theirs` names who changed it last and when, `fields` what they changed (before, after).
    """

    is_final = True

    def __init__(self, record: object, version: int) -> None:
        super().__init__(version)
        self.record = record
        self.version = version


class OldDate(Refusal):
    """The card is for a date that no longer holds: nothing is recorded, the new card is shown."""

    is_final = True

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self.meeting_id = meeting_id


class TooLong(Refusal):
    """A text is longer than can be kept: `length` of at most `limit` characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


def require_version(record: object, version: int) -> None:
    """Refuse a write that was begun on an older version.

    Raises Outdated unless the record's `version` is the one the button or question carried.
    """
    if getattr(record, "version", None) != version:
        raise Outdated(record, version)
