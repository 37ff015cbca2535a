# One tree out of several packages of Debian, independent of the machine: see relocate.pl.
. "$unpack"
library="$bootstrap/lib"
run() { "$library/ld-linux.so" --library-path "$library" "$@"; }
perl() { PERL5LIB="$library/perl-base" run "$bootstrap/bin/perl" "$@"; }
export patchelf="$bootstrap/bin/patchelf" loader="$library/ld-linux.so" library
perl "$relocate" "$out/.packages" "$out"
rm -rf "$out/.packages"
if [ -n "${finish:-}" ]; then eval "$finish"; fi
