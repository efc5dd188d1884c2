"""Let the tests of this folder import the tables they draw."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
