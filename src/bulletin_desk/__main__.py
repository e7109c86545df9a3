"""`python -m bulletin_desk`: the command line."""

import sys

from bulletin_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
