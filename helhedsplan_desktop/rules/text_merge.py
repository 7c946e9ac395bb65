"""Three-way merge of a text: over paragraphs first, then over words."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class _Edit(NamedTuple):
    """The stretch `start:end` of the base becomes `new`."""

    start: int
    end: int
    new: tuple[str, ...]


def merge_text(base: str, local: str, remote: str) -> str | None:
    """Return the text with both sides' edits, or None if they touch the same place.

    The result does not depend on which side is which.
    """
    if remote in {local, base}:
        return local
    if local == base:
        return remote
    parts = [text.split("\n") for text in (base, local, remote)]
    merged = _merge(*parts, finer=True)
    return None if merged is None else "\n".join(merged)


def _merge(
    base: Sequence[str], local: Sequence[str], remote: Sequence[str], *, finer: bool
) -> list[str] | None:
    """Return the merged tokens; with `finer`, paragraphs that both changed merge by words."""
    edits_l, edits_r = _edits(base, local), _edits(base, remote)
    merged: list[str] = []
    at = 0
    while edits_l or edits_r:
        chunk_l, chunk_r, start, end = _next_chunk(edits_l, edits_r)
        merged += base[at:start]
        mine = _applied(base, chunk_l, start, end)
        theirs = _applied(base, chunk_r, start, end)
        both = _settled(list(base[start:end]), mine, theirs, finer=finer)
        if both is None:
            return None
        merged += both
        at = end
    return merged + list(base[at:])


def _settled(
    base: list[str], mine: list[str], theirs: list[str], *, finer: bool
) -> list[str] | None:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if not finer or not (len(base) == len(mine) == len(theirs)):
        return None
    # The same paragraphs, each changed within: merge each by words.
    settled = []
    for one, left, right in zip(base, mine, theirs, strict=True):
        tokens = _merge(
            _WORDS.findall(one), _WORDS.findall(left), _WORDS.findall(right), finer=False
        )
        if tokens is None:
            return None
        settled.append("".join(tokens))
    return settled


def _edits(base: Sequence[str], changed: Sequence[str]) -> list[_Edit]:
    """Return what turns `base` into `changed`, in order, adjacent stretches joined."""
    edits: list[_Edit] = []
    for step in Indel.opcodes(base, changed):
        if step.tag == "equal":
            continue
        new = tuple(changed[step.dest_start : step.dest_end])
        if edits and edits[-1].end == step.src_start:
            last = edits.pop()
            edits.append(_Edit(last.start, step.src_end, last.new + new))
        else:
            edits.append(_Edit(step.src_start, step.src_end, new))
    return edits


def _next_chunk(
    edits_l: list[_Edit], edits_r: list[_Edit]
) -> tuple[list[_Edit], list[_Edit], int, int]:
    """Take from both lists the first edits that touch each other, and the stretch they cover."""
    queues = (edits_l, edits_r)
    taken: tuple[list[_Edit], list[_Edit]] = ([], [])
    start = min(queue[0].start for queue in queues if queue)
    end = start
    grown = True
    while grown:
        grown = False
        for queue, chunk in zip(queues, taken, strict=True):
            while queue and (queue[0].start < end or queue[0].start == start):
                chunk.append(queue.pop(0))
                end = max(end, chunk[-1].end)
                grown = True
        for queue, chunk in zip(queues, taken, strict=True):
            # Two edits that meet at one point leave their order open, so they count as touching.
            if queue and queue[0].start == end and not chunk and taken[0] + taken[1]:
                chunk.append(queue.pop(0))
                end = max(end, chunk[-1].end)
                grown = True
    return taken[0], taken[1], start, end


def _applied(base: Sequence[str], chunk: list[_Edit], start: int, end: int) -> list[str]:
    """Return the stretch `start:end` of the base with the edits of one side."""
    made: list[str] = []
    at = start
    for edit in chunk:
        made += base[at : edit.start]
        made += edit.new
        at = edit.end
    return made + list(base[at:end])
