"""One governor for all that goes out: bulk fills what answers to people leave of Telegram's limits.

Limits as Telegram's FAQ for bots gives them: about 30 messages a second in bulk, one a second in a
private chat with short bursts, 20 a minute in a group; edits count. They are unspecified beyond
that, so `retry_after` is obeyed: for its chat, and for everything when several chats get it.
All times here are monotonic seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.outcomes import Outcome, Verdict
from secretariat.kinds import Priority

LONGEST_PAUSE = 60.0  # seconds between two tries to reach Telegram at all


@dataclass(frozen=True)
class Limits:
    """How fast messages may leave; `unlimited()` is for tests of other things."""

    bulk_per_second: float = 28.0
    private_seconds: float = 1.0
    private_burst: int = 3
    group_seconds: float = 3.0
    group_burst: int = 5


def unlimited() -> Limits:
    """Give limits that hold nothing back."""
    return Limits(1e9, 0.0, 1, 0.0, 1)


@dataclass
class Governor:
    """Says when the next message may leave, and learns from refusals."""

    monotonic: Callable[[], float]
    limits: Limits = field(default_factory=Limits)
    _next_bulk: float = 0.0
    _halt: float = 0.0
    #: Theoretical arrival time by chat (GCRA): when its bucket is full again.
    _chats: dict[int, float] = field(default_factory=dict)
    _halted_chats: dict[int, float] = field(default_factory=dict)
    _last_refusal: tuple[int, float] = (0, float("-inf"))
    _pause: float = 1.0

    def wait_for(self, chat_id: int, priority: int) -> float:
        """Give the seconds until a message of this lane may go to this chat; 0 is now."""
        now = self.monotonic()
        waits = [self._halt - now, self._halted_chats.get(chat_id, 0.0) - now]
        if priority > Priority.ANSWER:
            spacing, burst = self._shape(chat_id)
            waits.append(self._chats.get(chat_id, 0.0) - (burst - 1) * spacing - now)
            waits.append(self._next_bulk - now)
        return max(0.0, *waits)

    def wait_for_any(self) -> float:
        """Give the seconds until bulk may leave at all."""
        return max(0.0, self._next_bulk - self.monotonic(), self._halt - self.monotonic())

    def take(self, chat_id: int) -> None:
        """Count a message that leaves now. An answer pushes the next bulk message back as well."""
        now = self.monotonic()
        self._next_bulk = max(self._next_bulk, now) + 1 / self.limits.bulk_per_second
        spacing, _ = self._shape(chat_id)
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + spacing
        if len(self._chats) > 10_000:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}

    def learn(self, chat_id: int, outcome: Outcome) -> None:
        """Take in what a call came to: obey a 429, wait ever longer while the line is down."""
        match outcome.verdict:
            case Verdict.WAIT:
                self.refused(chat_id, outcome.seconds)
            case Verdict.NOT_SENT:
                # Those that fail together are one failure.
                if not self.halted_for:
                    self.halt(self._pause)
                    self._pause = min(LONGEST_PAUSE, 2 * self._pause)
                return
            case Verdict.UNKNOWN:
                return
        self._pause = 1.0

    def refused(self, chat_id: int, seconds: float) -> None:
        """Obey a 429: for this chat; for everything if another chat got one in the last second."""
        now = self.monotonic()
        self._halted_chats = {chat: at for chat, at in self._halted_chats.items() if at > now}
        self._halted_chats[chat_id] = max(self._halted_chats.get(chat_id, 0.0), now + seconds)
        other, at = self._last_refusal
        if other != chat_id and now - at <= 1.0:
            self._halt = max(self._halt, now + seconds)
        self._last_refusal = (chat_id, now)

    def halt(self, seconds: float) -> None:
        """Hold everything back: Telegram cannot be reached, or a long halt was kept from before."""
        self._halt = max(self._halt, self.monotonic() + seconds)

    def refused_for(self, chat_id: int) -> float:
        """Give the seconds for which a 429 holds this chat back."""
        return max(0.0, self._halted_chats.get(chat_id, 0.0) - self.monotonic())

    @property
    def halted_for(self) -> float:
        """Give the seconds for which everything is held back."""
        return max(0.0, self._halt - self.monotonic())

    def _shape(self, chat_id: int) -> tuple[float, int]:
        if chat_id < 0:
            return self.limits.group_seconds, self.limits.group_burst
        return self.limits.private_seconds, self.limits.private_burst
