#!/bin/sh
# The include rule of the house: who may see whom, and no circles. Prints each line that breaks it; status 1 if any does.
#   base <- config lang badge store <- talent <- desk table <- admin; kiosk/, print/ and sync/ see src/ (not admin) and themselves.
set -eu
cd "${1:-$(dirname "$0")/..}"

may_see() { # FOLDER: the folders that its files may include
	case "$1" in
	src/base) echo "src/base" ;;
	src/config | src/lang | src/badge | src/store) echo "src/base $1" ;;
	src/talent) echo "src/base src/store src/talent" ;;
	src/desk) echo "src/base src/store src/badge src/lang src/talent src/desk" ;;
	src/table) echo "src/base src/store src/badge src/desk src/table" ;;
	src/admin) for folder in src/*/; do echo "${folder%/}"; done ;;
	kiosk | kiosk/*)
		for folder in src/*/ kiosk/*/; do echo "${folder%/}"; done | grep -v '^src/admin$'
		echo "kiosk generated"
		;;
	print) for folder in src/*/; do echo "${folder%/}"; done | grep -v '^src/admin$' && echo print ;;
	sync/*) for folder in src/*/ sync/*/; do echo "${folder%/}"; done | grep -v '^src/admin$' ;;
	esac
}

target_of() { # FILE INCLUDED: the file that is meant, as a path from the root
	here=$(dirname "$1")
	for place in "$here" src kiosk print sync; do
		[ -f "$place/$2" ] && {
			echo "$place/$2"
			return
		}
	done
	case "$2" in tokens.h) echo "generated/$2" ;; *) echo "nowhere/$2" ;; esac
}

edges=$(mktemp)
trap 'rm -f "$edges"' EXIT
bad=0
for file in $(find src kiosk print sync -name '*.[ch]' 2>/dev/null | sort); do
	folder=$(dirname "$file")
	allowed=$(may_see "$folder" | tr '\n' ' ')
	# shellcheck disable=SC2013 # names without spaces
	for included in $(sed -n 's/^[ \t]*#[ \t]*include[ \t]*"\([^"]*\)".*/\1/p' "$file"); do
		target=$(target_of "$file" "$included")
		case " $allowed " in
		*" $(dirname "$target") "*) ;;
		*)
			echo "$file: may not include $included ($(dirname "$target") is not for $folder)"
			bad=1
			;;
		esac
		case "$file" in *.h) echo "$file $target" >>"$edges" ;; esac
	done
done
circle=$(tsort "$edges" 2>&1 >/dev/null) || {
	echo "headers include one another in a circle:"
	echo "$circle"
	bad=1
}
exit $bad
