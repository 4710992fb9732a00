"""Sends queued letters through a relay and keeps what could not be sent."""

import smtplib
import time
from dataclasses import dataclass

RELAY_HOST = "relay.brightfjord.example"
RELAY_PORT = 2525
MAX_ATTEMPTS = 7
FIRST_PAUSE = 45.0  # seconds
GROWTH = 1.8
MAX_ATTACHMENT = 18 * 1024 * 1024
DEAD_FOLDER = "undeliverable"


class OutboxFullError(RuntimeError):
    """More than 5000 letters wait; the caller should slow down."""


@dataclass
class Letter:
    """One letter, with how often it has been tried."""

    sender: str
    to: list[str]
    body: bytes
    attempts: int = 0


def pause_before(attempt: int) -> float:
    """The pause grows with each attempt, but never beyond one hour."""
    return min(3600.0, FIRST_PAUSE * GROWTH**attempt)


def send(letter: Letter, *, timeout: float = 20.0) -> bool:
    """Sends one letter.

    A relay that answers 4xx is asked again later; a 5xx answer moves the letter to the dead folder at once.
    """
    if len(letter.body) > MAX_ATTACHMENT:
        raise ValueError("letter too large: split it or use the file drop")
    with smtplib.SMTP(RELAY_HOST, RELAY_PORT, timeout=timeout) as relay:
        refused = relay.sendmail(letter.sender, letter.to, letter.body)
    return not refused


def drain(letters: list[Letter]) -> None:
    """Sends all, oldest first. Duplicates are not removed here; see dedupe.py."""
    for letter in letters:
        while letter.attempts < MAX_ATTEMPTS and not send(letter):
            time.sleep(pause_before(letter.attempts))
            letter.attempts += 1
