"""The words on phones and screens."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.models import PhoneQuestionKind

KINDS: dict[PhoneQuestionKind, Any] = {
    PhoneQuestionKind.RECOGNISE: _l("Herken je dit?"),
    PhoneQuestionKind.POINTS: _l("Verdeel drie punten"),
    PhoneQuestionKind.SCORES: _l("Geef elk onderwerp een score"),
    PhoneQuestionKind.STANCE: _l("Sta je hierachter?"),
}
RECOGNISE: dict[str, Any] = {"yes": _l("ja"), "partly": _l("deels"), "no": _l("nee"), "no-view": _l("geen zicht op")}
STANCE: dict[str, Any] = {
    "1": _l("helemaal niet"),
    "2": _l("eerder niet"),
    "3": _l("half"),
    "4": _l("eerder wel"),
    "5": _l("helemaal"),
    "unknown": _l("weet ik niet"),
}
CRITERIA: dict[str, Any] = {
    "severity": _l("Hoe erg is het?"),
    "people": _l("Om hoeveel mensen gaat het?"),
    "influence": _l("Hebben wij er invloed op?"),
    "soon": _l("Kan er binnen 6 maanden resultaat zijn?"),
    "willing": _l("Wil jij hieraan meewerken?"),
}
SCORES: dict[str, Any] = {"1": _l("weinig"), "2": _l("een beetje"), "3": _l("veel"), "unknown": _l("weet ik niet")}
