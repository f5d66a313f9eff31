"""What the picture of a map says: for who looks at it, and the same for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from synthesis import counting
from synthesis.counting import Counts, Severity
from synthesis.history import Phrase
from synthesis.model import Kind, MapCluster, ProblemMap, Standing

Say = Callable[[str], str]
KINDS = {
    Kind.PROBLEM: (Phrase("waarneming"), Phrase("waarnemingen")),
    Kind.CAUSE: (Phrase("oorzaak"), Phrase("oorzaken")),
    Kind.EFFECT: (Phrase("gevolg"), Phrase("gevolgen")),
    Kind.STRENGTH: (Phrase("kracht"), Phrase("krachten")),
    Kind.UNKNOWN: (Phrase("vraag"), Phrase("vragen")),
    Kind.DESIRED: (Phrase("wens"), Phrase("wensen")),
    Kind.SOLUTION: (Phrase("idee"), Phrase("ideeën")),
    Kind.DOUBT: (Phrase("twijfel"), Phrase("twijfels")),
}
_ORGANISATIONS = Phrase("organisatie"), Phrase("organisaties")
_PEOPLE = Phrase("persoon"), Phrase("mensen")
_CARDS = Phrase("kaart"), Phrase("kaarten")


@dataclass(frozen=True)
class MapWords:
    """The words of a map. ``say`` gives a Dutch template in another language.

    ``part``: subjects that are not confirmed were left out. ``line``: the ids of subjects that keep their place in this
    order; without it, and after them, those that most organisations name come first.
    """

    found: ProblemMap
    part: bool = False
    line: Sequence[str] = ()
    say: Say = str

    @cached_property
    def whole(self) -> Counts:
        """All statements, counted."""
        return counting.count(self.found.statements)

    @cached_property
    def ranked(self) -> list[tuple[MapCluster, Counts]]:
        """The clusters that are drawn with their counts, most organisations first; parked ones are only named below."""
        shown = [cluster for cluster in counting.ranked(self.found) if cluster.standing is not Standing.PARKED]
        return [(cluster, counting.count(counting.members(self.found, cluster))) for cluster in shown]

    @cached_property
    def rows(self) -> list[tuple[MapCluster, Counts]]:
        """The same, in line."""
        held = {key: place for place, key in enumerate(self.line)}
        return sorted(self.ranked, key=lambda row: held.get(row[0].id, len(held)))

    def finding(self) -> str:
        """What the picture says, in one sentence."""
        return self._finding().text(self.say)

    def _finding(self) -> Phrase:
        if not self.ranked:
            return Phrase("Er staan nog geen onderwerpen op de kaart.")
        if self.whole.few:
            return Phrase("Dit zijn de onderwerpen tot nu toe.")
        most = self.ranked[0][1].organisations
        first = [cluster.title for cluster, counts in self.ranked if counts.organisations == most]
        if most == 1:
            return Phrase("Elk onderwerp is door één organisatie genoemd.")
        numbers = {"most": str(most), "all": str(self.whole.organisations)}
        if len(first) == 1:
            return Phrase(
                "Het meest genoemd: %(first)s, door %(most)s van de %(all)s organisaties.",
                {"first": first[0], **numbers},
            )
        if len(first) == 2:
            return Phrase(
                "Het meest genoemd: %(first)s en %(second)s, elk door %(most)s van de %(all)s organisaties.",
                {"first": first[0], "second": first[1], **numbers},
            )
        return Phrase(
            "%(number)s onderwerpen zijn het meest genoemd, elk door %(most)s van de %(all)s organisaties.",
            {"number": str(len(first)), **numbers},
        )

    def description(self) -> str:
        """All that the picture shows, in sentences."""
        sentences = [self.source(), self.state()]
        for number, (cluster, counts) in enumerate(self.rows, 1):
            parts = [cluster.title]
            if not self.whole.few:
                parts.append(", ".join(self.counts(counts)))
                parts += [self.severity(counts.severity)] if counts.severity else []
            parts.append(", ".join(self.kind(*chip) for chip in chips(counts)))
            parts += [self.confirmed()] if cluster.standing is Standing.CONFIRMED else []
            sentences.append(f"{number}. {'; '.join(parts)}.")
        return " ".join([*sentences, *self.notes()])

    def source(self) -> str:
        """What the picture was made from."""
        if self.whole.few:
            return self.say("Er deden minder dan drie organisaties mee. Daarom staan hier geen aantallen.")
        organisations, people, cards = self.counts(self.whole)
        names = {"cards": cards, "people": people, "organisations": organisations}
        return Phrase("Gemaakt van %(cards)s van %(people)s van %(organisations)s.", names).text(self.say)

    def state(self) -> str:
        """How far the group is with it; of a part only what it is."""
        return self._state().text(self.say)

    def _state(self) -> Phrase:
        if self.part:
            return Phrase("Hier staan alleen de onderwerpen die de groep heeft bevestigd.")
        agreed = sum(cluster.standing is Standing.CONFIRMED for cluster, _counts in self.ranked)
        if not agreed:
            return Phrase("Dit is een concept: de groep heeft nog niets bevestigd.")
        if agreed == len(self.ranked):
            return Phrase("De groep heeft alle onderwerpen bevestigd.")
        numbers = {"agreed": str(agreed), "all": str(len(self.ranked))}
        return Phrase("De groep heeft %(agreed)s van de %(all)s onderwerpen bevestigd.", numbers)

    def notes(self) -> list[str]:
        """What is not drawn."""
        parked = sorted(cluster.title for cluster in self.found.clusters if cluster.standing is Standing.PARKED)
        notes = [Phrase("Op de parkeerplaats: %(titles)s.", {"titles": "; ".join(parked)})] if parked else []
        single = 0 if self.whole.few else len(self.found.signals)
        if single == 1:
            notes.append(Phrase("1 los signaal staat nog apart."))
        elif single:
            notes.append(Phrase("%(number)s losse signalen staan nog apart.", {"number": str(single)}))
        return [note.text(self.say) for note in notes]

    def heads(self) -> tuple[str, str]:
        """What the two scales of the picture are."""
        number = {"number": str(self.whole.organisations)}
        blocks = Phrase("Een blokje is een organisatie; er zijn er %(number)s.", number)
        return blocks.text(self.say), self.say("Hoe erg, van 1 tot 5")

    def counts(self, counts: Counts) -> list[str]:
        """How many organisations, people and cards."""
        return [
            self._number(counts.organisations, *_ORGANISATIONS),
            self._number(counts.respondents, *_PEOPLE),
            self._number(counts.statements, *_CARDS),
        ]

    def new(self, number: int) -> str:
        """How many cards came in late."""
        return Phrase("%(number)s nieuw", {"number": str(number)}).text(self.say)

    def confirmed(self) -> str:
        """What the group has said of a subject that it agreed on."""
        return self.say("bevestigd")

    def kind(self, kind: Kind, number: int) -> str:
        """How many cards of a kind; without counts only that there are."""
        one, many = KINDS[kind]
        return many.text(self.say) if self.whole.few else self._number(number, one, many)

    def severity(self, scores: Severity) -> str:
        """The middle score, in halves."""
        whole, half = divmod(round(2 * scores.median), 2)
        score = Phrase("%(whole)s,5", {"whole": str(whole)}) if half else Phrase("%(whole)s", {"whole": str(whole)})
        if scores.discuss:
            return Phrase("ernst %(score)s, bespreken", {"score": score}).text(self.say)
        return Phrase("ernst %(score)s", {"score": score}).text(self.say)

    def _number(self, number: int, one: Phrase, many: Phrase) -> str:
        return f"{number} {(one if number == 1 else many).text(self.say)}"


def chips(counts: Counts) -> list[tuple[Kind, int]]:
    """The kinds of cards, with how many there are of each."""
    return [(Kind(tally.name), tally.statements) for tally in counts.kinds]
