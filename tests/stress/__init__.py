"""What may happen to typed words, done many times over: `python -m tests.stress`, `make stress`.

`test_short.py` does the same a few times in the suite.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The terminal that the end-to-end tests drive; they run without being a package.
_TERMINAL = str(ROOT / "tests" / "e2e")
if _TERMINAL not in sys.path:
    sys.path.insert(0, _TERMINAL)
