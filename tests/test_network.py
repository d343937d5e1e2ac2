"""The network layer: what it sends, what it makes of every failure, and what it never tells."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile, error

from bot import network
from bot.network import AiohttpRequest, NotSent
from bot.outcomes import Verdict, judge
from simulator import Server, Telegram
from simulator.accounts import Account
from storage import Database

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class Line:
    """A bot on the local Telegram, over the production network layer."""

    def __init__(self, telegram: Telegram, server: Server, patience: float) -> None:
        self.telegram = telegram
        self.server = server
        self.request = AiohttpRequest(patience=patience)
        self.bot = Bot(
            TOKEN,
            base_url=f"{server.url}/bot",
            request=self.request,
            get_updates_request=self.request,
        )
        self.farhan: Account = telegram.add_person("Farhan Javed")
        self.farhan.room.known = self.farhan.room.started = True


@asynccontextmanager
async def a_line(patience: float = 20.0) -> AsyncIterator[Line]:
    telegram = Telegram(patience=0.0)
    telegram.add_bot("ewg_desk_bot", name="EWG", token=TOKEN)
    server = Server(telegram)
    await server.start()
    line = Line(telegram, server, patience)
    try:
        yield line
    finally:
        await line.request.shutdown()
        await server.stop()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as line:
        yield line


async def failure_of(call: Awaitable[object]) -> Exception:
    with pytest.raises(error.TelegramError) as caught:
        await call
    return caught.value


async def test_a_message_arrives_with_all_its_letters(line: Line) -> None:
    text = "Café & <b>اجلاس</b> 100%+1 \U0001f5d3"

    message = await line.bot.send_message(line.farhan.id, text)

    assert line.farhan.reads() == text
    assert message.message_id == line.farhan.inbox[-1].id


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("دعوت نامہ.ics", "دعوت نامہ.ics"),
        ("Work plan 2026-27 (draft), v2%.xlsx", "Work plan 2026-27 (draft), v2%.xlsx"),
        ('a "b"\r\nX-Evil: \\1.pdf', "a _b___X-Evil: _1.pdf"),
    ],
)
async def test_a_file_is_uploaded_with_its_name_and_caption(
    line: Line, name: str, shown: str
) -> None:
    content = bytes(range(256)) * 40

    await line.bot.send_document(
        line.farhan.id,
        InputFile(content, filename=name),
        caption="<b>Calendar</b>",
        parse_mode="HTML",
        disable_notification=True,
    )

    (message,) = line.farhan.inbox
    assert message.file is not None
    assert message.file.content == content
    assert message.attachment["document"]["file_name"] == shown
    assert (message.text, message.silent) == ("Calendar", True)


async def test_a_file_comes_back_as_it_was_sent(line: Line) -> None:
    content = b"\x00\xff roster"
    await line.farhan.sends_file("roster.csv", content)
    update = (await line.bot.get_updates())[0]
    assert update.message is not None
    assert update.message.document is not None

    file = await update.message.document.get_file()

    url = f"{line.server.url}/file/bot{TOKEN}/{file.file_path.rsplit(TOKEN, 1)[-1].strip('/')}"  # type: ignore[union-attr]
    assert await line.request.retrieve(url) == content


async def test_a_raw_question_gets_the_raw_answer(line: Line) -> None:
    await line.farhan.says("Salaam")

    found = await line.request.ask(
        f"{line.bot.base_url}/getUpdates", {"offset": 0, "timeout": 0}, read_timeout=5
    )

    assert found[0]["message"]["text"] == "Salaam"


async def test_a_refused_connection_has_sent_nothing(line: Line) -> None:
    await line.server.stop()

    failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

    assert isinstance(failure, NotSent)
    assert judge(failure).verdict is Verdict.NOT_SENT


async def test_a_name_that_no_server_has_was_not_sent() -> None:
    request = AiohttpRequest()
    try:
        with pytest.raises(NotSent) as caught:
            await request.post(f"http://no-such-host.invalid/bot{TOKEN}/getMe")
    finally:
        await request.shutdown()

    assert TOKEN not in str(caught.value)


async def test_waiting_in_vain_for_a_free_connection_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "CONNECT_TIMEOUT", 0.1)
    async with a_line() as line:
        line.request._connections = 1
        line.telegram.faults.add(kind="slow", method="getMe", seconds=0.5)
        busy = asyncio.create_task(line.bot.get_me())
        await asyncio.sleep(0.05)

        failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

        await busy
        assert isinstance(failure, NotSent)
        assert TOKEN not in str(failure)
        assert line.farhan.inbox == []


@pytest.mark.parametrize("kind", ["timeout_after", "hang"])
async def test_an_answer_that_never_comes_is_a_time_out(kind: str) -> None:
    async with a_line(patience=0.2) as line:
        line.telegram.faults.add(kind=kind, method="sendMessage", seconds=3.0)  # type: ignore[arg-type]

        failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

        assert type(failure) is error.TimedOut
        assert judge(failure).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("kind", "arrived"), [("reset_before", []), ("reset_after", ["Hello"])])
async def test_a_reset_leaves_it_unknown_whether_it_arrived(
    line: Line, kind: str, arrived: list[str]
) -> None:
    line.telegram.faults.add(kind=kind, method="sendMessage")  # type: ignore[arg-type]

    failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

    assert type(failure) is error.NetworkError
    assert judge(failure).verdict is Verdict.UNKNOWN
    assert line.farhan.reads(n=9) == arrived


async def test_a_connection_that_breaks_in_mid_answer_leaves_it_unknown() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"

    failure = await failure_over(head)

    assert type(failure) is error.NetworkError
    assert judge(failure).verdict is Verdict.UNKNOWN


async def test_what_is_not_http_leaves_it_unknown() -> None:
    failure = await failure_over(b"SSH-2.0-OpenSSH_9.2\r\n")

    assert type(failure) is error.NetworkError
    assert judge(failure).verdict is Verdict.UNKNOWN


async def test_another_page_than_telegrams_leaves_it_unknown() -> None:
    page = b"<html>Log in to the hotel</html>"
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(page)}\r\n\r\n".encode()

    failure = await failure_over(head + page)

    assert judge(failure).verdict is Verdict.UNKNOWN


async def failure_over(answer: bytes) -> Exception:
    """Give what a call makes of a server that answers this and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    request = AiohttpRequest(patience=5.0)
    try:
        return await failure_of(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe"))
    finally:
        await request.shutdown()
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        ("500", Verdict.UNKNOWN),
        ("502_html", Verdict.UNKNOWN),
        ("429", Verdict.WAIT),
        ("reset_before", Verdict.UNKNOWN),
        ("reset_after", Verdict.UNKNOWN),
        ("timeout_after", Verdict.UNKNOWN),
    ],
)
async def test_no_failure_tells_the_token_or_the_address(kind: str, verdict: Verdict) -> None:
    async with a_line(patience=0.2) as line:
        line.telegram.faults.add(kind=kind, method="sendMessage", retry_after=7, seconds=1.0)  # type: ignore[arg-type]

        failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

        outcome = judge(failure)
        assert outcome.verdict is verdict
        assert outcome.seconds == (7 if kind == "429" else 0)
        for told in (str(failure), repr(failure), outcome.reason):
            assert TOKEN not in told
            assert line.server.url not in told


async def test_a_refused_connection_tells_neither_token_nor_address(line: Line) -> None:
    await line.server.stop()

    failure = await failure_of(line.bot.send_message(line.farhan.id, "Hello"))

    for told in (str(failure), repr(failure)):
        assert TOKEN not in told
        assert line.server.url not in told


@pytest.mark.parametrize("verb", ["reading", "writing"])
async def test_nothing_is_said_inside_a_transaction(
    line: Line, database_url: str, verb: str
) -> None:
    database = Database(database_url)
    try:
        async with getattr(database, verb)():
            with pytest.raises(error.NetworkError, match="SpokeInTransaction") as caught:
                await line.bot.send_message(line.farhan.id, "Hello")
        await line.bot.send_message(line.farhan.id, "Now")
    finally:
        await database.close()

    assert line.farhan.reads(n=9) == ["Now"]
    assert TOKEN not in str(caught.value)


async def test_many_calls_at_once_share_the_pool(line: Line) -> None:
    people = [line.telegram.add_person(f"Member {number}") for number in range(100)]
    for person in people:
        person.room.known = person.room.started = True

    await asyncio.gather(*(line.bot.send_message(person.id, "Hello") for person in people))

    assert [person.reads(n=9) for person in people] == [["Hello"]] * 100


async def test_it_opens_again_after_it_was_shut(line: Line) -> None:
    await line.bot.get_me()
    await line.request.shutdown()

    me = await line.bot.get_me()

    assert me.username == "ewg_desk_bot"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


async def test_it_comes_back_by_itself_when_the_server_does() -> None:
    telegram = Telegram(patience=0.0)
    telegram.add_bot("ewg_desk_bot", name="EWG", token=TOKEN)
    server, port = Server(telegram), free_port()
    request = AiohttpRequest()

    async def ask() -> object:
        return await request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")

    try:
        before = await failure_of(ask())
        await server.start(port=port)
        found = await ask()
    finally:
        await request.shutdown()
        await server.stop()

    assert isinstance(before, NotSent)
    assert isinstance(found, dict)
