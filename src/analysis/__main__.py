"""``python -m analysis`` is ``analysis``."""

from analysis.cli import main

if __name__ == "__main__":
    main()
