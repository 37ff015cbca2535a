# Unpacks Debian's packages, each into a folder of its own, with nothing but busybox.
set -eu
export PATH="$busybox/bin"
for deb in $debs; do
  name=${deb##*/}
  folder="$out/.packages/${name#*-}"
  mkdir -p "$folder"
  dpkg-deb -x "$deb" "$folder" || { echo "$deb cannot be unpacked" >&2; exit 1; }
done
