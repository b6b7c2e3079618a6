"""How fast and how small it is, measured as its user feels it: `python -m tests.benchmarks`.

Each figure is taken through a real pty with pyte as the terminal. Times are compared with another
program in the same run, by turns, since they drift on a shared machine; bytes are counted.

Every program measured starts as it does after `pip install`: with its bytecode in place, whatever
the environment says of that, and in a home of its own, so that nobody's settings count.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The terminal that the end-to-end tests drive; they run without being a package.
_TERMINAL = str(ROOT / "tests" / "e2e")
if _TERMINAL not in sys.path:
    sys.path.insert(0, _TERMINAL)
