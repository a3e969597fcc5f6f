"""The course's own secret, from which each student's hidden inputs come: the public repository does not hold it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

FILE = ".course-secret"
DIGITS = 32


def seed_of(root: Path, student: str, chapter: str) -> str:
    """Give the seed of one student's hidden inputs in one chapter.

    Args:
        root: the course's folder; its secret is made on first use.
        student: the student's name.
        chapter: the chapter's slug.

    Returns:
        Thirty-two hexadecimal digits. Whoever sets `CONVCOURSE_SEED` to them gets the same inputs in any kernel.
    """
    text = f"{student}\0{chapter}".encode()
    return hmac.new(secret(root), text, hashlib.sha256).hexdigest()[:DIGITS]


def secret(root: Path) -> bytes:
    """Read the course's secret, or make it: a file that only its owner may read, and that git ignores."""
    path = root / FILE
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    made = path.with_name(f"{FILE}-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)  # whole or not at all, and never over one that another process has made meanwhile
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return _read(path)


def _read(path: Path) -> bytes:
    text = path.read_text(encoding="ascii").strip()
    if len(text) < DIGITS:
        raise ValueError(
            f"{path} was expected to hold the course's secret of {2 * DIGITS} digits; it holds {len(text)}"
        )
    return text.encode()
