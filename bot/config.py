"""The configuration: one TOML file and the environment, typed, refused loudly when wrong.

Every key has a default but the token. `SECRETARIAT_<SECTION>_<KEY>` in the environment overrules
the file; the token may also come from a file named by `token_file`.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "SECRETARIAT_"


class ConfigRefused(Exception):
    """The configuration cannot be used; `problems` are lines that name place and remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not an IANA time zone such as Asia/Karachi")
    return name


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("has to begin with http:// or https://")
    return url.rstrip("/")


class Section(BaseModel):
    """A section of the file: no unknown keys, and no values in error messages."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class TelegramSection(Section):
    """How Telegram is reached."""

    token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token, as BotFather gives it."
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token, instead of `token`."
    )
    api_url: Annotated[str, AfterValidator(_web_address)] = Field(
        default="https://api.telegram.org", description="The Bot API server."
    )


class DatabaseSection(Section):
    """Where everything is kept."""

    url: str = Field(
        default="sqlite:///secretariat.sqlite",
        description="sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/DATABASE.",
    )


class ServerSection(Section):
    """The HTTP server for health checks."""

    host: str = Field(default="127.0.0.1", description="The address it listens on.")
    port: int = Field(default=0, ge=0, le=65535, description="Its port; 0 switches the server off.")


class SecretariatSection(Section):
    """What a new working group begins with; each can be changed in the assistant."""

    name: str = Field(default="", description="The group's name; asked at first run if empty.")
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="Asia/Karachi", description="The group's time zone (IANA name)."
    )
    language: Literal["en", "ur"] = Field(
        default="en", description="The language of people who have not chosen one."
    )


class LogSection(Section):
    """What the process writes to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least important line that is written."
    )
    format: Literal["text", "json"] = Field(
        default="text", description="One line of text, or one JSON object a line."
    )


class Config(Section):
    """The whole configuration. Functions receive the value they need, not this."""

    telegram: TelegramSection = TelegramSection()
    database: DatabaseSection = DatabaseSection()
    server: ServerSection = ServerSection()
    secretariat: SecretariatSection = SecretariatSection()
    log: LogSection = LogSection()

    def zone(self) -> ZoneInfo:
        """Give the zone that a new group begins with."""
        return ZoneInfo(self.secretariat.timezone)


def read_config(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """Read the file (or, for None, only the environment and the defaults).

    Raises ConfigRefused with every problem at once.
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            # Some editors begin a file with a byte-order mark, which TOML does not know.
            values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as missing:
            raise ConfigRefused(
                [f"{path}: there is no such file; copy config.example.toml to it"]
            ) from missing
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise ConfigRefused([f"{path}: {fault}"]) from fault
        except OSError as fault:
            raise ConfigRefused([f"{path}: {fault.strerror}"]) from fault
    overruled = _overrule(values, environment)
    try:
        config = Config.model_validate(values)
    except ValidationError as fault:
        raise ConfigRefused(
            [_explain(error, path, overruled) for error in fault.errors(include_url=False)]
        ) from fault
    return _with_token(config, _source("telegram.token_file", path, overruled))


def _overrule(values: dict[str, Any], environment: Mapping[str, str]) -> set[str]:
    """Put the environment's values over the file's; give the keys that came from there."""
    overruled = set()
    for section, model in Config.model_fields.items():
        for key in model.annotation.model_fields:  # type: ignore[union-attr]
            name = f"{PREFIX}{section}_{key}".upper()
            if name in environment:
                place = values.setdefault(section, {})
                if isinstance(place, dict):
                    place[key] = environment[name]
                    overruled.add(f"{section}.{key}")
    return overruled


def _explain(error: Any, path: Path | None, overruled: set[str]) -> str:
    place = [str(part) for part in error["loc"]]
    key = ".".join(place)
    source = _source(key, path, overruled)
    if error["type"] == "model_type":
        return f"{source}: {key}: has to be a section, [{key}]"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(place[-1], _names_at(place[:-1]), 1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        what = "section" if len(place) == 1 else "key"
        return f"{source}: unknown {what} {key}{hint}"
    return f"{source}: {key}: {error['msg'].removeprefix('Value error, ')}"


def _source(key: str, path: Path | None, overruled: set[str]) -> str:
    """Give where a key's value was read: the variable, the file, or neither."""
    if key in overruled:
        return f"{PREFIX}{key.replace('.', '_')}".upper()
    return str(path or "defaults")


def _names_at(place: list[str]) -> list[str]:
    if not place:
        return list(Config.model_fields)
    section = Config.model_fields.get(place[0])
    return list(section.annotation.model_fields) if section else []  # type: ignore[union-attr]


def _with_token(config: Config, source: str) -> Config:
    file = config.telegram.token_file
    if file is None:
        return config
    try:
        token = file.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError as fault:
        raise ConfigRefused([f"{source}: telegram.token_file: {file}: not a text file"]) from fault
    except OSError as fault:
        raise ConfigRefused([f"{source}: telegram.token_file: {file}: {fault.strerror}"]) from fault
    telegram = config.telegram.model_copy(update={"token": SecretStr(token)})
    return config.model_copy(update={"telegram": telegram})


def require_token(config: Config, path: Path | None) -> str:
    """Give the token; raise ConfigRefused if there is none."""
    token = config.telegram.token.get_secret_value()
    if not token:
        raise ConfigRefused(
            [
                f"{path or 'defaults'}: telegram.token is missing; BotFather gives one "
                "(docs/operator.md says how)"
            ]
        )
    return token


def example() -> str:
    """Give config.example.toml: every key with its default and a sentence."""
    lines = ["# Copy to config.toml. Every key is optional but the token."]
    for section, model in Config.model_fields.items():
        kind: type[Section] = model.annotation  # type: ignore[assignment]
        lines += ["", f"# {(kind.__doc__ or '').strip()}", f"[{section}]"]
        for key, field in kind.model_fields.items():
            default = field.default
            if isinstance(default, SecretStr):
                default = default.get_secret_value()
            shown = str(default) if isinstance(default, int) else f'"{default or ""}"'
            off = "# " if default is None else ""
            lines += [f"# {field.description}", f"{off}{key} = {shown}"]
    return "\n".join(lines) + "\n"
