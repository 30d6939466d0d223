"""Pictures of the tabs as text, in docs/pictures: the explorer on the sample, two sizes, two languages.

`uv run python .ci/pictures.py` makes them; `--check` compares only and ends with 1 where one differs.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = ((80, 24), (160, 50))
LANGUAGES = ("en", "zh")
PATIENCE = 60.0


def main() -> int:
    """Make the pictures, or compare them."""
    for name in ("NO_COLOR", "MUBIAO_LANG", "MUBIAO_ASCII", "MUBIAO_AMBIGUOUS", "MUBIAO_THEME"):
        os.environ.pop(name, None)
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_DISABLE_KITTY_KEY": "1", "LANG": "en_US.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MUBIAO_STATE": str(Path(folder) / "state"), "MUBIAO_LEXICON": "", "MUBIAO_CACHE": ""}
        made = asyncio.run(_all(Path(folder)))
    if "--check" in sys.argv[1:]:
        other = [name for name, text in made.items() if not _same(DOCS / name, text)]
        for name in other:
            print(f"docs/pictures/{name} is not as it is made: uv run python .ci/pictures.py")
        return 1 if other else 0
    DOCS.mkdir(exist_ok=True)
    for name, text in made.items():
        (DOCS / name).write_text(text, encoding="utf-8")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


async def _all(folder: Path) -> dict[str, str]:
    from mubiao.sample import reports
    from mubiao.store import open_store

    store = open_store(folder / "sample.duckdb", bundled=False)
    for _ in store.add_many((p.document, p.facts, p.sections, p.promises) for p in reports() if p.document):
        pass
    made: dict[str, str] = {}
    for size in SIZES:
        for language in LANGUAGES:
            made |= await _session(store.path, size, language)
    return made


async def _session(path: Path, size: tuple[int, int], language: str) -> dict[str, str]:
    """Every tab of one explorer."""
    from mubiao_tui.app.start import Opening, Settings, begin, build
    from mubiao_tui.tabs import Tab

    asked = Settings(lang=language)
    session = begin(path, asked)
    app = build(Opening(path, view=session.view), path, asked, session)
    made: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        await _rest(app, pilot, lambda: app.open)
        for tab in Tab:
            if tab is not Tab.REGIONS:
                await pilot.press(tab.kind.keys[0])
            await _rest(app, pilot, lambda tab=tab: _shown(app, tab))
            made[f"{tab.value}-{size[0]}x{size[1]}-{language}.txt"] = _screen(app) + "\n"
    return made


def _shown(app: Any, tab: Any) -> bool:
    """Whether the rows of a tab are there; the sample makes no pledges."""
    return app.view.tab is tab and (app.situation().rows > 0 or tab.value == "pledges")


async def _rest(app: Any, pilot: Any, true: Any) -> None:
    """Wait until something is so, nothing is being read, and the screen stays as it is."""
    end, seen, same = time.monotonic() + PATIENCE, "", 0
    while time.monotonic() < end:
        await pilot.pause()
        await asyncio.sleep(0.01)
        now = _screen(app)
        same = same + 1 if now == seen and true() and app.keys.idle and not app.loads.busy else 0
        seen = now
        if same >= 30:
            return
    raise SystemExit(f"never at rest:\n{seen}")


def _screen(app: Any) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


if __name__ == "__main__":
    sys.exit(main())
