# Perl and patchelf as Debian has them, run through their own loader: they make the first trees.
. "$unpack"
mkdir -p "$out/lib" "$out/bin"
cd "$out/.packages"
for folder in */usr/lib/*-linux-gnu */lib/*-linux-gnu; do
  if [ -d "$folder" ]; then cp -a "$folder/." "$out/lib/"; fi
done
ln -s ld-linux-*.so.? "$out/lib/ld-linux.so" 2>/dev/null || true
rm -f "$out/lib/ld-linux.so"
for loader in "$out"/lib/ld-linux-*.so.*; do ln -s "${loader##*/}" "$out/lib/ld-linux.so"; done
cp -a */usr/bin/perl */usr/bin/patchelf "$out/bin/"
cd /
rm -rf "$out/.packages"
