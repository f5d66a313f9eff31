"""A small invented round, and answers made in one call."""

from __future__ import annotations

from synthesis import embedding
from synthesis.model import Answer, Kind
from synthesis.pipeline import Settings

BY_WORDS = Settings(encoder=embedding.NONE)


def answer(key: str, text: str, asked: Kind = Kind.PROBLEM, **known: object) -> Answer:
    """One answer with what the engine needs; ``known`` sets any other field."""
    return Answer(key, known.pop("respondent", f"R{key}"), known.pop("organisation", "De Brug"), asked, text, **known)


def small_round() -> list[Answer]:
    """Four subjects, in the boxes where professionals put them."""
    said = [
        (Kind.PROBLEM, "Zakken naast de containers, elke maandag weer."),
        (Kind.PROBLEM, "Grofvuil op de stoep bij de containers, matrassen en een bankstel"),
        (Kind.CAUSE, "de ondergrondse container zit vast en wordt te laat geleegd"),
        (Kind.DESIRED, "geen vuilnis meer naast de bakken voor de zomer"),
        (Kind.STRENGTH, "Buurvrouwen prikken elke zaterdag zwerfvuil op het plein."),
        (Kind.PROBLEM, "Veel gezinnen met huurachterstand en een deurwaarder aan de deur"),
        (Kind.PROBLEM, "Schulden bij de zorgverzekeraar, brieven van het incassobureau blijven dicht"),
        (Kind.UNKNOWN, "Hoeveel jongeren hebben schulden bij achteraf betalen?"),
        (Kind.DESIRED, "niemand meer uit huis gezet om een betalingsachterstand"),
        (Kind.PROBLEM, "Ouderen die weken niemand spreken, eenzaam op drie hoog"),
        (Kind.STRENGTH, "De koffieochtend voor eenzame ouderen zit altijd vol."),
        (Kind.PROBLEM, "Fatbikes scheuren over de stoep langs de school"),
        (Kind.PROBLEM, "opgevoerde scooters en fatbikes op het schoolplein, kinderen springen opzij"),
        (Kind.PROBLEM, "Organiseer een controle met de rollerbank bij de school."),
    ]
    return [answer(f"{number:02d}", text, asked) for number, (asked, text) in enumerate(said)]
