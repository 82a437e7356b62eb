"""`python -m chalicelib.x12`: see `command_line`."""

import sys

from chalicelib.x12.command_line import main

sys.exit(main())
