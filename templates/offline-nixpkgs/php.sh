# Names as nixpkgs has them; the time zones of the tree instead of the machine's, for which the picture
# of phpinfo() makes room.
cd "$out"
mv "bin/php$version" bin/php
mv bin/php-fpm"$version" bin/php-fpm 2> /dev/null || true
rm -rf etc
mkdir -p share/ini
: > share/ini/php.ini
zones="$out/share/zoneinfo"
for program in bin/php bin/php-fpm; do
  chmod u+w "$program"
  perl "$repoint" "$program" "data:image/png;base64," /usr/share/zoneinfo/zone.tab "$zones/zone.tab" \
    /usr/share/zoneinfo/%s "$zones/%s" /usr/share/zoneinfo/%s/%s "$zones/%s/%s"
done
# What needs no module.
bin/php -n -m | tr 'A-Z' 'a-z' > share/ini/built-in
