#!/bin/sh
# A writer killed 200 times in the middle of registering: nobody acknowledged is lost (tests/unit/core/kill.c).
set -eu
LANYARD_KILLS=200 exec "$BUILD/tests/unit/core/kill"
