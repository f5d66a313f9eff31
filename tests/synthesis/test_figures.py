"""Pictures that say what the map says, the same each time, also to who cannot see them."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from synthesis import map_words
from synthesis.counting import count
from synthesis.figures import (
    KINDS,
    PAGE,
    PHONE,
    SCREEN,
    Size,
    description,
    evidence_bar,
    finding,
    problem_map,
    problem_map_png,
)
from synthesis.model import Evidence, Kind, ProblemMap, Standing
from synthesis.sheet import Sheet, plain, styled
from tests.synthesis.maps import on_map, statement

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Drugshandel rond de metro-ingang en de fietsenstalling onder het viaduct, na tienen"


def some_map(organisations: int = 5, clusters: int = 3, scored: bool = True) -> ProblemMap:
    made = {
        f"c{row:02}": [
            statement(
                f"{row:02}{card:02}",
                organisation=f"O{card % max(1, organisations - row)}",
                kind=list(Kind)[card % 4],
                severity=card % 5 + 1 if scored else None,
            )
            for card in range(organisations + 3)
        ]
        for row in range(clusters)
    }
    return on_map(made, {"c00": "Grofvuil", "c01": LONG, "c02": "Hitte & <licht> in de flat"})


def drawing(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made by ourselves


def texts(svg: str) -> list[str]:
    return [(each.text or "").replace("\N{NO-BREAK SPACE}", " ") for each in drawing(svg).iter(f"{SVG}text")]


def standing(found: ProblemMap, key: str, to: Standing) -> ProblemMap:
    clusters = tuple(replace(each, standing=to) if each.id == key else each for each in found.clusters)
    return replace(found, clusters=clusters)


@pytest.mark.parametrize("size", [PAGE, PHONE, SCREEN])
def test_the_picture_shows_every_subject_with_its_counts(size: Size) -> None:
    words = " ".join(texts(problem_map(some_map(), size)))
    for said in [
        "Grofvuil",
        "Drugshandel",
        "5 organisaties ·",
        "4 organisaties ·",
        "8 kaarten",
        "2 waarnemingen",
        "ernst",
    ]:
        assert said in words


def test_the_same_map_gives_the_same_file() -> None:
    found = some_map()
    with ThreadPoolExecutor(4) as threads:
        made = set(threads.map(problem_map, [found] * 4))
    assert made == {problem_map(found)}
    assert "dc:date" not in made.pop()
    assert problem_map_png(found) == problem_map_png(found)


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    before = dict(mpl.rcParams)
    problem_map(some_map())
    assert dict(mpl.rcParams) == before


def test_settings_of_this_machine_do_not_change_the_picture() -> None:
    plain_picture = problem_map(some_map())
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "text.color": "red"}):
        assert problem_map(some_map()) == plain_picture


def test_who_cannot_see_it_gets_the_finding_and_all_counts() -> None:
    found = some_map()
    root = drawing(problem_map(found))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == finding(found) == "Het meest genoemd: Grofvuil, door 5 van de 5 organisaties."
    assert root[1].text == description(found)
    assert "2. Drugshandel rond de metro" in description(found)
    assert "5 organisaties, 8 mensen, 8 kaarten; ernst 2,5; 2 waarnemingen" in description(found)


def test_the_picture_can_be_in_another_language() -> None:
    english = {
        "Het meest genoemd: %(first)s, door %(most)s van de %(all)s organisaties.": "%(first)s: %(most)s of %(all)s.",
        "organisaties": "organisations",
        "waarnemingen": "observations",
        "%(whole)s,5": "%(whole)s.5",
        "ernst %(score)s": "severity %(score)s",
    }
    svg = problem_map(some_map(), say=lambda template: english.get(template, template))
    assert drawing(svg)[0].text == "Grofvuil: 5 of 5."
    words = " ".join(texts(svg))
    for said in ("5 organisations", "2 observations", "severity 2.5"):
        assert said in words


def test_the_svg_uses_the_readers_own_font_and_scales() -> None:
    svg = problem_map(some_map())
    assert "system-ui" in svg
    assert re.search(r'<svg [^>]*width="760" [^>]*viewBox="0 0 760 ', svg)
    assert len(re.findall("<text", svg)) > 10


def test_a_strict_content_security_policy_takes_nothing_away() -> None:
    svg = problem_map(some_map())
    assert "style" not in svg
    assert 'fill="#0b4f8a"' in svg


def test_each_kind_has_a_shape_and_a_word_of_its_own() -> None:
    assert set(KINDS) == set(Kind)
    assert set(Counter(look.shape for look in KINDS.values()).values()) == {1}
    for place in (0, 1):
        assert set(Counter(words[place].text() for words in map_words.KINDS.values()).values()) == {1}
    assert len({look.colour for look in KINDS.values()}) <= 7


@pytest.mark.parametrize("size", [PAGE, PHONE, SCREEN])
def test_no_line_of_text_covers_another_or_runs_off_the_sheet(size: Size) -> None:
    svg = problem_map(standing(some_map(9, 15), "c01", Standing.CONFIRMED), size)
    with styled():
        sheet = Sheet(size.width)
        boxes = []
        for element in drawing(svg).iter(f"{SVG}text"):
            height = float(element.get("font-size", "").removesuffix("px"))
            weight = int(element.get("font-weight", 400))
            wide = sheet.measure(element.text or "", height, weight)
            left = float(element.get("x", "")) - (wide if element.get("text-anchor") == "end" else 0)
            base = float(element.get("y", ""))
            boxes.append((left, base - 0.75 * height, left + wide, base + 0.2 * height, element.text))
    for left, _, right, _, text in boxes:
        assert left >= 0, text
        assert right <= size.width, text
    for place, one in enumerate(boxes):
        for two in boxes[place + 1 :]:
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, (one, two)


def test_parked_subjects_are_named_below_and_confirmed_ones_marked() -> None:
    found = standing(standing(some_map(), "c00", Standing.PARKED), "c02", Standing.CONFIRMED)
    words = texts(problem_map(found))
    assert "Op de parkeerplaats: Grofvuil." in words
    assert "Grofvuil" not in words
    assert words.count("✓ bevestigd") == 1
    assert "De groep heeft 1 van de 2 onderwerpen bevestigd." in " ".join(words)


def test_a_part_of_the_map_says_that_it_is_one() -> None:
    found = standing(on_map({"c00": [statement("1")]}, {"c00": "Grofvuil"}), "c00", Standing.CONFIRMED)
    assert "De groep heeft alle onderwerpen bevestigd." in description(found)
    words = [" ".join(texts(problem_map(found, part=True))), description(found, part=True)]
    for told in words:
        assert "Hier staan alleen de onderwerpen die de groep heeft bevestigd." in told
        assert "alle onderwerpen" not in told


def test_newcomers_are_counted() -> None:
    found = some_map()
    clusters = tuple(replace(each, new_ids=each.statement_ids[:2]) for each in found.clusters)
    assert "2 nieuw" in " ".join(texts(problem_map(replace(found, clusters=clusters))))


def test_below_three_organisations_no_count_is_shown() -> None:
    found = some_map(2, 2)
    for words in (" ".join(texts(problem_map(found))), description(found)):
        assert "Daarom staan hier geen aantallen" in words
        assert not re.search(r"\d (organisatie|mensen|kaart|waarneming|oorza)|ernst", words)
    assert finding(found) == "Dit zijn de onderwerpen tot nu toe."


def test_without_scores_there_is_no_severity_scale() -> None:
    words = " ".join(texts(problem_map(some_map(scored=False))))
    assert "Hoe erg" not in words
    assert "ernst" not in words


def test_an_empty_map_says_so() -> None:
    assert texts(problem_map(on_map({})))[0] == "Er staan nog geen onderwerpen op de kaart."


def test_subjects_that_are_named_equally_often_share_the_finding() -> None:
    def equal(number: int) -> ProblemMap:
        rows = range(number)
        return on_map({f"c{row}": [statement(f"{row}{n}", organisation=f"O{n}") for n in range(3)] for row in rows})

    assert finding(equal(2)) == "Het meest genoemd: Titel c0 en Titel c1, elk door 3 van de 3 organisaties."
    assert finding(equal(3)) == "3 onderwerpen zijn het meest genoemd, elk door 3 van de 3 organisaties."


def test_the_evidence_bar_runs_from_hard_to_soft_over_its_whole_length() -> None:
    sources = [Evidence.ASSUMPTION, Evidence.FIGURES, Evidence.SEEN, Evidence.SEEN, None]
    counts = count([statement(str(number), evidence=source) for number, source in enumerate(sources)])
    bar = evidence_bar(counts)
    assert [(each.evidence, each.statements) for each in bar] == [
        (Evidence.FIGURES, 1),
        (Evidence.SEEN, 2),
        (Evidence.ASSUMPTION, 1),
    ]
    assert bar[0].start == 0
    assert all(one.start + one.share == pytest.approx(two.start) for one, two in pairwise(bar))
    assert bar[-1].start + bar[-1].share == pytest.approx(1)
    assert evidence_bar(count([])) == ()


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=90))
@example('<b style="a"> & style="fill: red"')
def test_any_title_gives_a_picture_that_can_be_read(title: str) -> None:
    found = on_map({"a": [statement(str(n), organisation=f"O{n}") for n in range(3)]}, {"a": title})
    root = drawing(problem_map(found, PHONE))
    shown = "".join((each.text or "") for each in root.iter(f"{SVG}text"))
    assert "".join(plain(title).split()) in "".join(shown.split())
