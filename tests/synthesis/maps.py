"""Small drafts and maps with one call, and strategies that draw any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Protocol

from hypothesis import strategies as st

from synthesis.edits import (
    Edit,
    EditError,
    Heard,
    add,
    apply,
    confirm,
    keep,
    mark,
    merge,
    move,
    park,
    redo,
    rename,
    reopen,
    restore,
    split,
    undo,
    unpark,
)
from synthesis.model import Answer, CandidateGoal, Cluster, Draft, Kind, Mark, Placement, ProblemMap, Statement


def statement(key: str, **more: object) -> Statement:
    """A statement with id ``key``; all else can be set through the fields of its answer."""
    text = str(more.pop("text", f"Kaart {key}"))
    kind = Kind(str(more.pop("kind", Kind.PROBLEM)))
    known: dict[str, object] = {"respondent": f"R{key}", "organisation": f"O{key}", "asked": kind} | more
    answer = Answer(key=key, text=text, **known)  # type: ignore[arg-type]
    return Statement(key, answer, 0, len(text), text, kind)


def draft(
    clusters: Mapping[str, str | Sequence[str]], signals: str | Sequence[str] = (), known: Sequence[Statement] = ()
) -> Draft:
    """A draft with a letter per statement: ``draft({"a": "123", "b": "45"}, "6")``; ``known`` gives fuller ones."""
    given = {each.id: each for each in known}
    groups = {key: tuple(sorted(ids)) for key, ids in sorted(clusters.items())}
    home = {each: key for key, ids in groups.items() for each in ids} | dict.fromkeys(signals)
    return Draft(
        engine="test",
        input_hash="0" * 64,
        statements=tuple(given.get(key) or statement(key) for key in sorted(home)),
        clusters=tuple(Cluster(key, f"Titel {key}", (f"woord {key}",), ids, "T01") for key, ids in groups.items()),
        signals=tuple(sorted(signals)),
        placements=tuple(Placement(each, key, 0.5, "Lijkt op de rest.") for each, key in sorted(home.items())),
        goals=tuple(CandidateGoal(f"g-{key}", key, "Beter.", ids[:2]) for key, ids in groups.items()),
    )


def on_map(clusters: Mapping[str, Sequence[Statement]], titles: Mapping[str, str] | None = None) -> ProblemMap:
    """A map of full statements per cluster."""
    known = [each for members in clusters.values() for each in members]
    made = apply(draft({key: [each.id for each in members] for key, members in clusters.items()}, known=known), [])
    named = [replace(each, title=(titles or {}).get(each.id, each.title)) for each in made.clusters]
    return replace(made, clusters=tuple(named))


def shape(problem_map: ProblemMap) -> dict[str, str]:
    """The map in short: cluster id → its statements, and ``-`` for the signals."""
    found = {cluster.id: "".join(cluster.statement_ids) for cluster in problem_map.clusters}
    return found | ({"-": "".join(problem_map.signals)} if problem_map.signals else {})


@st.composite
def partitions(draw: st.DrawFn, ids: Sequence[str]) -> Draft:
    """A draft that divides ``ids`` in any way over clusters (named by any of a few ids) and signals."""
    names = ["a", "b", "c", "d", "e", None]
    groups: dict[str, list[str]] = {}
    signals: list[str] = []
    for each in ids:
        name = draw(st.sampled_from(names))
        if name is None:
            signals.append(each)
        else:
            groups.setdefault(name, []).append(each)
    return draft(groups, signals)


HEARD = Heard("Dat zeiden ze ook bij de moskee", Kind.PROBLEM, "Lisplein")


class Choice(Protocol):
    """How the parts of a change are chosen: one of several, or one to three of several."""

    def one(self, of: Sequence[Any]) -> Any: ...
    def some(self, of: Sequence[str]) -> list[str]: ...


@dataclass(frozen=True)
class Drawn:
    """Chosen by hypothesis, which can make an example smaller."""

    draw: st.DrawFn

    def one(self, of: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(of))

    def some(self, of: Sequence[str]) -> list[str]:
        """Where there are none, an id that does not exist."""
        return self.draw(st.lists(st.sampled_from(of or ("geen",)), min_size=1, max_size=3, unique=True))


@dataclass(frozen=True)
class Rolled:
    """Chosen by a seed, where what there is to choose from depends on which thread came first."""

    random: Random

    def one(self, of: Sequence[Any]) -> Any:
        return self.random.choice(of)

    def some(self, of: Sequence[str]) -> list[str]:
        there = list(of) or ["geen"]
        return self.random.sample(there, self.random.randint(1, min(3, len(there))))


@st.composite
def changes(draw: st.DrawFn, problem_map: ProblemMap, log: Sequence[Edit], with_undo: bool = True) -> Edit | None:
    """Any change that a person could make on the map now; ``None`` where the one drawn cannot be made."""
    return change(Drawn(draw), problem_map, log, with_undo)


def change(choose: Choice, problem_map: ProblemMap, log: Sequence[Edit], with_undo: bool = True) -> Edit | None:
    """As :func:`changes`, chosen in whatever way."""
    new = str(len(log) + 1)
    title = f"Naam {new}"
    inside = {each.id: each.statement_ids for each in problem_map.clusters}
    all_statements = [each.id for each in problem_map.statements]
    cluster = choose.one(list(inside) or ["nergens"])
    makers: dict[str, Callable[[], Edit]] = {
        "rename": lambda: rename(problem_map, new, cluster, title),
        "merge": lambda: merge(problem_map, new, choose.some(list(inside)), choose.one(["", title])),
        "split": lambda: split(problem_map, new, cluster, choose.some(inside.get(cluster, ())), title),
        "gather": lambda: split(problem_map, new, None, choose.some(problem_map.signals), title),
        "move": lambda: move(problem_map, new, choose.some(all_statements), cluster),
        "set apart": lambda: move(problem_map, new, choose.some(all_statements), None),
        "keep": lambda: keep(problem_map, new, choose.some(all_statements)),
        "park": lambda: park(problem_map, new, cluster),
        "unpark": lambda: unpark(problem_map, new, cluster),
        "confirm": lambda: confirm(problem_map, new, cluster),
        "reopen": lambda: reopen(problem_map, new, cluster),
        "mark": lambda: mark(problem_map, new, cluster, choose.one([None, *Mark])),
        "add": lambda: add(problem_map, new, HEARD, choose.one([cluster, None])),
    }
    if with_undo:
        makers |= {
            "undo": lambda: undo(log, new),
            "undo any": lambda: undo(log, new, choose.one([each.id for each in log] or ["0"])),
            "redo": lambda: redo(log, new),
            "restore": lambda: restore(log, new, choose.one([None, *(each.id for each in log)])),
        }
    try:
        return makers[choose.one(list(makers))]()
    except EditError:
        return None
