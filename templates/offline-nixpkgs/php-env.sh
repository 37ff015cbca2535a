# An ini file with the wanted extensions, and programs that read nothing else.
set -eu
export PATH="$busybox/bin"
mkdir -p "$out/bin" "$out/lib"
modules=$(ls -d "$tree"/lib/php/2*)
{
  echo "extension_dir=$modules"
  # Some must be there before others, and each once.
  for first in mysqlnd pdo xml dom igbinary; do
    for name in $extensions; do if [ "$name" = "$first" ]; then echo "$name"; break; fi; done
  done > order
  for name in $extensions; do grep -qx "$name" order || echo "$name" >> order; done
  while read -r name; do
    if [ "$name" = opcache ]; then echo "zend_extension=$modules/opcache.so"
    elif [ -e "$modules/$name.so" ]; then echo "extension=$modules/$name.so"
    elif ! grep -qx "$name" "$tree/share/ini/built-in"; then echo "PHP $version has no extension $name" >&2; exit 1
    fi
  done < order
  cat "$extraConfigPath"
} > "$out/lib/php.ini"
for program in "$tree"/bin/php "$tree"/bin/php-fpm; do
  if [ ! -e "$program" ]; then continue; fi
  {
    echo "#!$tools/bin/bash"
    echo "export PHPRC=\"\${PHPRC:-$tree/share/ini}\" PHP_INI_SCAN_DIR=\"\${PHP_INI_SCAN_DIR-$out/lib}\" GCONV_PATH=\"\${GCONV_PATH:-$glibc/lib/gconv}\""
    echo "exec -a \"\$0\" $program \"\$@\""
  } > "$out/bin/${program##*/}"
  chmod +x "$out/bin/${program##*/}"
done
