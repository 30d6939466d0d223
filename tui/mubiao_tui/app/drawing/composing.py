"""Of a screen that has changed in part, only the lines that changed are made again.

Textual makes all lines of every part on the screen and keeps those that are wanted: two rows below the cursor cost as
much as fifty, and the text beside a list as much as the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class Sparing(Compositor):
    """Puts the parts of a screen together from the lines that are wanted."""

    _wanted: list[tuple[int, int, int]] | None = None
    """The lines that are drawn, and from which cell to which; None for all of them."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, as it is written."""
        self._wanted = sorted(self._regions_to_spans(self._dirty_regions))
        try:
            return super().render_partial_update()
        finally:
            self._wanted = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._wanted is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for rows in runs(seen, self._wanted):
                yield rows, rows, widget.render_lines(rows.translate(-region.offset))


def runs(seen: Region, wanted: Iterable[tuple[int, int, int]]) -> list[Region]:
    """The lines of a region that are wanted, those that follow each other in one; `wanted` in the order of lines."""
    lines = sorted(
        {y for y, first, last in wanted if seen.y <= y < seen.bottom and first < seen.right and last > seen.x}
    )
    found: list[list[int]] = []
    for y in lines:
        if found and found[-1][1] == y:
            found[-1][1] = y + 1
        else:
            found.append([y, y + 1])
    return [Region(seen.x, begin, seen.width, end - begin) for begin, end in found]
