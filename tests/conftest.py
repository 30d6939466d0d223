"""What holds for all tests."""

from __future__ import annotations

import os

# Whoever runs the tests may have words of their own, which would change what is extracted.
os.environ["MUBIAO_LEXICON"] = ""
