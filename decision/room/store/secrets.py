"""Codes that people type, and secrets that nobody does. Of secrets only hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

# Crockford's base 32: no I, L, O or U, which are taken for others or make words
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = 8  # letters: 40 bits
ONCE = 16  # letters: 80 bits
HOST_COOKIE = "trilemma_host"  # by which the browser of whoever leads a room leads it again after a reload
_TAKEN_FOR = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code(letters: int = CODE) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def read_code(typed: str, letters: int = CODE) -> str | None:
    """The code that somebody typed, in whatever case, with whatever between; None if it can be none."""
    if len(typed) > 4 * letters:
        return None
    code = "".join(each for each in typed.upper().translate(_TAKEN_FOR) if each.isalnum())
    return code if len(code) == letters and all(each in LETTERS for each in code) else None


def shown_code(code: str) -> str:
    """A code in groups of four, as it is shown and read out."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """128 random bits, that say nothing of when they were drawn."""
    return secrets.token_hex(16)


def hash_of(secret: str) -> str:
    """Enough for secrets of 80 bits and more, which nobody can try through."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def host_mark(code: str, secret: str) -> str:
    """What that cookie holds."""
    return f"{code}.{secret}"


def read_host_mark(mark: str) -> tuple[str, str] | None:
    """The code and the secret of a mark; None if it is none."""
    code, _, secret = mark.partition(".")
    return (code, secret) if read_code(code) == code and secret else None
