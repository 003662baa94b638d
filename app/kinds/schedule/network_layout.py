"""Where the boxes of a network diagram stand: layers from left to right, and few crossings.

A box stands one layer to the right of the last of its predecessors. A link over several layers passes through empty
places in those between, so that it never runs through a box. After Sugiyama, Tagawa and Toda's layered drawing (1981):
places within a layer follow the middle of the neighbours on one side and then on the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: A box by its ref; a place that a link passes through by the link's ends and the layer.
Node = tuple[str, ...]
SWEEPS = 6
BOX, PASSAGE = 1.0, 0.35


@dataclass(frozen=True, slots=True)
class Layout:
    """`at` is the layer from 0 and the height in boxes of each node's middle; `routes` has the nodes of each link."""

    at: Mapping[Node, tuple[int, float]]
    routes: Mapping[tuple[str, str], tuple[Node, ...]]
    layers: int
    height: float


def laid_out(refs: Sequence[str], links: Iterable[tuple[str, str]]) -> Layout:
    """`refs` have every predecessor before its successors; `links` are pairs of a predecessor and a successor."""
    pairs = list(dict.fromkeys(links))
    ranks = _ranks(refs, pairs)
    routes = {pair: tuple(_route(pair, ranks)) for pair in pairs}
    layers: list[list[Node]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for ref in refs:
        layers[ranks[ref]].append((ref,))
    for route in routes.values():
        for step, node in enumerate(route[1:-1], start=ranks[route[0][0]] + 1):
            layers[step].append(node)
    before, after = _neighbours(routes.values())
    _ordered(layers, before, after)
    heights = _heights(layers, before, after)
    rank_of = {node: rank for rank, layer in enumerate(layers) for node in layer}
    return Layout(
        at={node: (rank_of[node], height) for node, height in heights.items()},
        routes=routes,
        layers=len(layers),
        height=max((height + _size(node) / 2 for node, height in heights.items()), default=0.0),
    )


def _ranks(refs: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    waits: dict[str, list[str]] = {ref: [] for ref in refs}
    for first, then in pairs:
        waits[then].append(first)
    ranks: dict[str, int] = {}
    for ref in refs:
        ranks[ref] = max((ranks[before] + 1 for before in waits[ref]), default=0)
    return ranks


def _route(pair: tuple[str, str], ranks: Mapping[str, int]) -> Iterable[Node]:
    first, then = pair
    yield (first,)
    yield from ((first, then, str(rank)) for rank in range(ranks[first] + 1, ranks[then]))
    yield (then,)


def _neighbours(routes: Iterable[Sequence[Node]]) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    before: dict[Node, list[Node]] = {}
    after: dict[Node, list[Node]] = {}
    for route in routes:
        for left, right in pairwise(route):
            after.setdefault(left, []).append(right)
            before.setdefault(right, []).append(left)
    return before, after


def _ordered(
    layers: Sequence[list[Node]], before: Mapping[Node, Sequence[Node]], after: Mapping[Node, Sequence[Node]]
) -> None:
    """Sort every layer by the middle of the neighbours, to the right and back again, a few times."""
    for sweep in range(SWEEPS):
        neighbours, walk = (before, layers) if sweep % 2 == 0 else (after, layers[::-1])
        place = {node: 1.0 * at for layer in layers for at, node in enumerate(layer)}
        for layer in walk:
            middles = {node: _middle(neighbours.get(node, ()), place, place[node]) for node in layer}
            layer.sort(key=lambda node, middles=middles: middles[node])  # type: ignore[misc]
            place |= {node: 1.0 * at for at, node in enumerate(layer)}


def _middle(nodes: Sequence[Node], place: Mapping[Node, float], otherwise: float) -> float:
    return sum(place[node] for node in nodes) / len(nodes) if nodes else otherwise


def _heights(
    layers: Sequence[list[Node]], before: Mapping[Node, Sequence[Node]], after: Mapping[Node, Sequence[Node]]
) -> dict[Node, float]:
    """Each node as near to the middle of its neighbours as those above and below it let it be."""
    heights = {node: height for layer in layers for node, height in _stacked(layer, dict.fromkeys(layer, 0.0))}
    for sweep in range(SWEEPS):
        neighbours, walk = (before, layers) if sweep % 2 == 0 else (after, layers[::-1])
        for layer in walk:
            wanted = {node: _middle(neighbours.get(node, ()), heights, heights[node]) for node in layer}
            heights |= dict(_stacked(layer, wanted))
    top = min((height - _size(node) / 2 for node, height in heights.items()), default=0.0)
    return {node: height - top for node, height in heights.items()}


def _stacked(layer: Sequence[Node], wanted: Mapping[Node, float]) -> Iterable[tuple[Node, float]]:
    """Heights in the layer's order without overlap: groups that would overlap are moved together to their average."""
    groups: list[tuple[list[Node], float]] = []
    for node in layer:
        groups.append(([node], wanted[node]))
        while len(groups) > 1 and _bottom(groups[-2]) > _top(groups[-1]):
            (lower, at), (upper, above) = groups.pop(), groups.pop()
            middle = (at * len(lower) + above * len(upper)) / (len(lower) + len(upper))
            groups.append(([*upper, *lower], middle))
    for nodes, middle in groups:
        height = middle - sum(map(_size, nodes)) / 2
        for node in nodes:
            yield node, height + _size(node) / 2
            height += _size(node)


def _size(node: Node) -> float:
    return BOX if len(node) == 1 else PASSAGE


def _top(group: tuple[list[Node], float]) -> float:
    return group[1] - sum(map(_size, group[0])) / 2


def _bottom(group: tuple[list[Node], float]) -> float:
    return group[1] + sum(map(_size, group[0])) / 2
