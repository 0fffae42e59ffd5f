#!/bin/sh
# Eight hours of random touches in about half a minute; `make soak` plays five longer days in ten. The seed is printed, and plays the same hours again:
#     build/tests/soak/soak --seed N --touches N
set -eu
case $BUILD in
*/san*) set -- --touches 2000 --growth 1000 ;; # memory is the sanitizers' to keep, and each touch takes longer
*) set -- --touches 6000 ;;
esac
set -- --seed 1 "$@" # the same hours for everybody; `make soak` plays new ones each time
"$BUILD/tests/soak/soak" "$@"
