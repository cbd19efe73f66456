"""How sentences and names begin, and how things are counted in them."""

from __future__ import annotations


def capital(text: str) -> str:
    """`text` with a capital, to begin a sentence or a name."""
    return text[:1].upper() + text[1:]


def counted(n: int, noun: str) -> str:
    """``Three figures``, to begin a sentence."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return f"{words[n] if n < len(words) else n} {noun}{'' if n == 1 else 's'}"
