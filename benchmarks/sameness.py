"""Whether a draft is the same whatever the order, process, threads and batches: ``python -m benchmarks.sameness``.

Shuffles the answers of one round (1,000 times, or as often as the first argument says) in processes of one and of two
threads, with vectors that were made one by one and many at a time, and counts the different drafts. Takes about a
second per shuffle.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import product

import numpy as np

from benchmarks.rounds import neighbourhood
from synthesis import embedding
from synthesis.pipeline import fingerprint, synthesize
from synthesis.statements import statements_of

ROUND = "zuiderpark"
SHUFFLES = 1000
THREADS = (1, 2)
BATCHES = (1, 256)


def shuffled(shuffles: int, batch: int, seed: int) -> Counter[str]:
    """How often each fingerprint came out of so many orders of the answers."""
    answers = neighbourhood(ROUND).answers
    texts = [statement.text for statement in statements_of(answers)]
    store: dict[str, embedding.Vectors] = {}
    for name in embedding.chosen():
        for start in range(0, len(texts), batch):
            embedding.vectors(texts[start : start + batch], name, store)
    rng = np.random.default_rng(seed)
    orders = (rng.permutation(len(answers)).tolist() for _ in range(shuffles))
    return Counter(fingerprint(synthesize([answers[place] for place in order], store=store)) for order in orders)


def _in_another_process(shuffles: int, threads: int, batch: int, seed: int) -> Counter[str]:
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    order = [sys.executable, "-m", "benchmarks.sameness", str(shuffles), str(batch), str(seed)]
    run = subprocess.run(order, env=os.environ | limits, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return Counter({key: int(times) for key, times in (line.split() for line in run.stdout.splitlines())})


def main() -> None:
    """Without a batch and a seed: all processes; with them: one process, which prints what it counted."""
    given = [int(one) for one in sys.argv[1:]] or [SHUFFLES]
    if len(given) > 1:
        for key, times in shuffled(*given).items():
            print(key, times)
        return
    ways = list(product(THREADS, BATCHES))
    found: Counter[str] = Counter()
    for seed, (threads, batch) in enumerate(ways):
        counted = _in_another_process(-(-given[0] // len(ways)), threads, batch, seed)
        print(f"threads {threads}, batches of {batch}: {counted.total()} drafts, {len(counted)} different", flush=True)
        found += counted
    print(f"together: {found.total()} drafts, {len(found)} different")


if __name__ == "__main__":
    main()
