"""What the slides and the agenda are called, and what a facilitator can ask at each kind of slide."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.presenting.kinds import SlideKind

TITLES: dict[SlideKind, Any] = {
    SlideKind.START: _l("Welkom"),
    SlideKind.GAPS: _l("Wat we de vorige keer nog niet wisten"),
    SlideKind.FIGURES: _l("Herkennen we dit?"),
    SlideKind.SUBJECTS: _l("Wat we zien"),
    SlideKind.SUBJECT: _l("Onderwerp"),
    SlideKind.VIEWS: _l("Andere kijk"),
    SlideKind.STRENGTHS: _l("Wat gaat hier goed?"),
    SlideKind.UNKNOWN: _l("Wat we nog niet weten"),
    SlideKind.PARKED: _l("Geparkeerd voor een volgende fase"),
    SlideKind.PHONES: _l("Wat zeggen de telefoons?"),
    SlideKind.DECIDE: _l("Wat besluiten we?"),
}

REMINDERS: dict[SlideKind, Any] = {
    SlideKind.START: _l(
        "Heet iedereen welkom. Zeg waar we zijn in de stappen en wat er aan het eind besloten moet zijn."
    ),
    SlideKind.GAPS: _l("Vraag per vraag: weet iemand dit nu? Schrijf het antwoord op, of spreek af wie het uitzoekt."),
    SlideKind.FIGURES: _l("Vraag: klopt dit met wat jullie zien? Schrijf ook op wie het niet herkent, en waarom."),
    SlideKind.SUBJECTS: _l("Laat iedereen eerst lezen. Vraag dan: wat valt op, wat mist, en wat hoort bij elkaar?"),
    SlideKind.SUBJECT: _l(
        "Vraag: klopt dit? Kies klopt, klopt niet of uitzoeken. Vraag daarna door op waar en wanneer."
    ),
    SlideKind.VIEWS: _l("Geef beide kanten even veel tijd. Het hoeft niet opgelost; het moet wel gehoord zijn."),
    SlideKind.STRENGTHS: _l("Vraag: wie of wat hiervan kan ons helpen?"),
    SlideKind.UNKNOWN: _l("Vraag: wie weet dit misschien? Spreek af wie het uitzoekt en wanneer."),
    SlideKind.PARKED: _l("Zeg dat dit niet weg is. Het komt terug in een volgende fase."),
    SlideKind.PHONES: _l("Wacht tot iedereen heeft gekozen. Vraag dan eerst wie iets anders ziet dan de meesten."),
    SlideKind.DECIDE: _l("Lees het voorstel voor. Ga alle organisaties langs: ja, ja als, of nee want."),
}

TOPICS: dict[str, Any] = {
    "welcome": _l("Welkom"),
    "meet": _l("Kennismaken"),
    "question": _l("De buurt en de vraag"),
    "sharing": _l("Wat we met elkaar delen"),
    "gaps": _l("Wat we nog niet wisten"),
    "figures": _l("Cijfers"),
    "subjects": _l("Onderwerpen"),
    "strengths": _l("Krachten"),
    "causes": _l("Hoe het komt"),
    "views": _l("Andere kijk"),
    "compare": _l("Onderwerpen naast elkaar"),
    "choose": _l("Kiezen"),
    "goals": _l("Doelen"),
    "actions": _l("Acties"),
    "reached": _l("Wat we bereikten"),
    "learned": _l("Wat hielp en wat niet"),
    "further": _l("Hoe we verder gaan"),
    "decide": _l("Besluit"),
    "agreements": _l("Afspraken"),
}
