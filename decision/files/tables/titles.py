"""What the names of rows and columns say about what stands in them."""

from __future__ import annotations

import re
from enum import StrEnum

from decision.files.tables.words import plain


class Title(StrEnum):
    """What a name says of its row or column; of most names, nothing."""

    NOTHING = "nothing"
    CRITERIA = "criteria"
    OPTIONS = "options"
    GROUP = "group"
    NUMBERING = "numbering"
    WEIGHT = "weight"
    UNIT = "unit"
    DIRECTION = "direction"
    COMMENT = "comment"
    WORST = "worst"
    BEST = "best"
    TOTAL = "total"
    RANK = "rank"
    APPROACH = "approach"


_WORDS: dict[Title, str] = {
    Title.CRITERIA: "criterion|criteria|factor|factors|requirement|requirements|attribute|attributes|feature|features|"
    "objective|objectives|kriterium|kriterien|critère|critères|aspect|aspects|evaluation criteria|decision criteria|"
    "dimension|parameter|considerations?",
    Title.OPTIONS: "option|options|alternative|alternatives|vendor|vendors|supplier|suppliers|product|products|"
    "solution|solutions|candidate|candidates|choice|choices|anbieter|optionen|alternativen|tool|tools|name",
    Title.GROUP: "group|category|area|theme|section|kategorie|bereich|gruppe",
    Title.NUMBERING: "#|no|no.|nr|nr.|id|number|pos|pos.|key",
    Title.WEIGHT: "weight|weights|weighting|weightings|weightage|wt|wt.|wgt|gewicht|gewichtung|gewichte|poids|peso|"
    "importance|relative weight|weight factor|weighting factor|relative importance|pondération",
    Title.UNIT: "unit|units|unit of measure|uom|measure|einheit|unité|measured in",
    Title.DIRECTION: "direction|better|which is better|goal|optimum|optimisation|optimization|preference|min/max|"
    "max/min|higher or lower|objective type|richtung|what is better|polarity",
    Title.COMMENT: "comment|comments|note|notes|remark|remarks|description|rationale|reason|reasons|justification|"
    "explanation|details|kommentar|kommentare|bemerkung|bemerkungen|anmerkung|begründung|beschreibung|about|"
    "definition|commentaire|commentaires|source|meaning",
    Title.WORST: "worst|worst value|schlechtester wert",
    Title.BEST: "best|best value|target|bester wert",
    Title.RANK: "rank|ranking|rang|place|position|overall rank|final rank|rangliste",
    Title.APPROACH: "approach|build, buy or extend|build/buy/extend",
}
_BY_WORD = {word: title for title, words in _WORDS.items() for word in words.split("|")}

_TOTAL = re.compile(
    r"(?:(?:grand|overall|weighted|final|sum|sub|average|mean|raw|unweighted|total|gewichtete)[ -]?)*"
    r"(?:total|totals|sum|score|scores|points|result|results|rating|average|mean|gesamt|summe|ergebnis|gesamtergebnis|"
    r"punkte|gesamtpunkte|gesamtpunktzahl|nutzwert)"
    r"(?: ?(?:score|points|weighted|value|rating|of options|per option))?"
)
_WEIGHTED = re.compile(
    r"(?:weighted|wtd\.?|gewichtet|gewichtete)(?: ?(?:score|rating|value|points|total|punkte))?|"
    r"(?:score|rating|points) ?[x×*] ?weight|weight ?[x×*] ?(?:score|rating|points)|w ?[x×*] ?s|"
    r"weighed|total|result|subtotal|contribution"
)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_EDGES = " \t:.=*/%→-–#"

_LESS = re.compile(
    r".*\b(?:less|lower|low|smaller|fewer|min|minimi[sz]e|minimum|minimal|cost|down|weniger|niedriger|kleiner)\b.*|[-−↓▼]|"
    r"lower is better"
)
_MORE = re.compile(
    r".*\b(?:more|higher|high|larger|greater|bigger|max|maximi[sz]e|maximum|maximal|benefit|up|mehr|höher|größer)\b.*|[+↑▲]"
)
_SAYS_BETTER = re.compile(
    r"\b(?:lower|less|smaller|fewer|higher|more|larger|bigger)(?:\s+\w+)?\s+(?:is|are|=)\s+better\b|\blower\s*=\s*better\b|"
    r"\((?:min|max)(?:imi[sz]e)?\)",
    re.IGNORECASE,
)
_MOSTLY_LESS = re.compile(
    r"\b(?:costs?|price|prices|fees?|tco|expense|expenses|spend|capex|opex|budget|licen[cs]e fees?|duration|"
    r"(?:lead |delivery |launch |implementation )?time|time to \w+|effort|latency|downtime|risks?|complexity|delay|"
    r"kosten|preis|dauer|aufwand|risiko)\b",
    re.IGNORECASE,
)
_MOSTLY_OPTION = re.compile(
    r"\b(?:options?|vendors?|suppliers?|alternatives?|products?|candidates?|plan|project|solution|build|buy|extend|"
    r"in-?house|status quo|do nothing|outsourc\w*|cloud|on-?prem\w*|inc|ltd|gmbh|corp)\b",
    re.IGNORECASE,
)
_MOSTLY_CRITERION = re.compile(
    r"\b(?:costs?|price|tco|time|risks?|security|ease|usability|quality|performance|flexibility|integration|fit|support|"
    r"scalab\w+|reliab\w+|features?|functional\w*|skills?|compliance|maint\w+|upkeep|innovation|speed|availability|"
    r"latency|impact|feasibility|privacy|accessib\w+|complexity|effort|benefits?|revenue|value|experience|training)\b",
    re.IGNORECASE,
)


def title_of(text: str) -> Title:
    """What the name of a row or column says of it."""
    words = _bare(text)
    found = _BY_WORD.get(words) or _BY_WORD.get(plain(text))
    if found is not None:
        return found
    if words.startswith(("weight ", "gewicht ")) and len(words) < 20:
        return Title.WEIGHT
    return Title.TOTAL if _TOTAL.fullmatch(words) else Title.NOTHING


def is_weighted(text: str) -> bool:
    """Whether a second name below an option's says that ratings are multiplied by weights there."""
    return bool(_WEIGHTED.fullmatch(_bare(text)))


def less_is_better(text: str) -> bool | None:
    """What a cell says of the direction; None where it says nothing."""
    words = plain(text)
    if _LESS.fullmatch(words):
        return True
    return False if _MORE.fullmatch(words) else None


def said_in_name(name: str) -> bool | None:
    """Whether a criterion's own name says that less of it is better; None where it does not say."""
    found = _SAYS_BETTER.search(name)
    return None if found is None else less_is_better(found[0].strip("()"))


def is_mostly_less(name: str) -> bool:
    """Whether less is better of most things that are called so."""
    return bool(_MOSTLY_LESS.search(name))


def is_mostly_an_option(name: str) -> bool:
    return bool(_MOSTLY_OPTION.search(name))


def is_mostly_a_criterion(name: str) -> bool:
    return bool(_MOSTLY_CRITERION.search(name))


def unit_in_name(name: str) -> str:
    """A unit in brackets at the end of a criterion's name: ``months`` in ``Time (months)``."""
    found = re.search(r"[(\[]\s*(?:in )?([^()\[\]]{1,12})\s*[)\]]\s*$", name)
    if found is None:
        return ""
    unit = found[1].strip()
    return (
        unit if re.fullmatch(r"[$€£¥%]|k[$€£]|[$€£]k|[^\W\d_]+(?:/[^\W\d_]+)?", unit) and plain(unit) in _UNITS else ""
    )


_UNITS = frozenset(
    (
        *("$", "€", "£", "¥", "%", "k$", "k€", "k£", "$k", "€k", "£k", "usd", "eur", "gbp", "chf", "jpy", "cad", "aud"),
        *("sek", "nok", "dkk", "months", "month", "mo", "weeks", "week", "wks", "days", "day", "hours", "hour", "h"),
        *("hrs", "minutes", "min", "seconds", "s", "ms", "years", "year", "yrs", "fte", "ftes", "users", "patients"),
        *("people", "points", "pts", "gb", "tb", "mb", "kg", "km", "monate", "wochen", "tage", "stunden", "jahre"),
    )
)


def _bare(text: str) -> str:
    """A name without brackets, marks and signs around it."""
    return plain(_BRACKETS.sub(" ", text)).strip(_EDGES).strip()
