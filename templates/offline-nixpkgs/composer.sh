# Composer run by one PHP, with its libraries in its own tree.
cd "$out"
grep -rl /usr/share share/php share/composer bin 2> /dev/null | xargs -r sed -i "s|/usr/share|$out/share|g"
mkdir -p libexec
mv bin/composer libexec/composer
{
  echo "#!$shell/bin/bash"
  echo "exec $php/bin/php -d include_path=$out/share/php $out/libexec/composer \"\$@\""
} > bin/composer
chmod +x bin/composer
