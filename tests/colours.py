"""Colours as eyes meet them: contrast, what colour-blind eyes see, and how far apart two colours look.

A colour is written ``#RRGGBB``; an array (3,) of shares of 0 to 1 where it is not on a screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15(6), the authors' matrices of severity 1.0; linear sRGB.
MACHADO: dict[str, Array] = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
EYES = ("all colours", *MACHADO)

# linear sRGB to XYZ, white D65
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def channels(colour: str) -> Array:
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def linear(colour: str) -> Array:
    x = channels(colour)
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    dark, light = sorted(float(_XYZ[1] @ linear(each)) for each in (one, other))
    return (light + 0.05) / (dark + 0.05)


def blend(over: str, share: float, under: str) -> str:
    """What is seen of `over` with an opacity of `share` on `under`; browsers blend what is written, not light."""
    return hexed(share * channels(over) + (1 - share) * channels(under))


def greyed(colour: str) -> str:
    """CSS ``grayscale(1)`` by the Filter Effects Module Level 1."""
    return hexed(np.full(3, float(np.array([0.2126, 0.7152, 0.0722]) @ channels(colour))))


def hexed(shares: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * x):02X}" for x in shares)


def seen(colour: str, eyes: str) -> Array:
    """Linear sRGB of `colour` as `eyes` see it."""
    shares = linear(colour)
    return shares if eyes not in MACHADO else np.clip(MACHADO[eyes] @ shares, 0, 1)


def lab(shares: Array) -> Array:
    """CIE L*a*b* of linear sRGB."""
    t = (_XYZ @ shares) / _XYZ.sum(axis=1)
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, eyes: str) -> float:
    """How far apart two colours look to `eyes`, by CIEDE2000: about 1 is just noticed side by side."""
    return ciede2000(lab(seen(one, eyes)), lab(seen(other, eyes)))


def ciede2000(one: Iterable[float], other: Iterable[float]) -> float:
    """Sharma, Wu and Dalal (2005), Color Research and Application 30(1), equations 2 to 22."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    faded = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(faded / (faded + 25**7))
    c1, c2 = math.hypot(stretch * a1, b1), math.hypot(stretch * a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    if turn == -180 and h2 > h1:
        turn = 180.0
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    l, c = (l1 + l2) / 2, (c1 + c2) / 2  # noqa: E741  # the paper's letters
    if not c1 * c2:
        h = h1 + h2
    elif abs(h1 - h2) <= 180:
        h = (h1 + h2) / 2
    else:
        h = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    t = 1 + sum(
        size * math.cos(math.radians(times * h + shift))
        for size, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    )
    s_l = 1 + 0.015 * (l - 50) ** 2 / math.sqrt(20 + (l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c, 1 + 0.015 * c * t
    rotation = -2 * math.sqrt(c**7 / (c**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((h - 275) / 25) ** 2))))
    return math.sqrt((d_l / s_l) ** 2 + (d_c / s_c) ** 2 + (d_h / s_h) ** 2 + rotation * d_c / s_c * d_h / s_h)
