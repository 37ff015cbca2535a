# Headers, pkg-config files and configuration programs go into an output of their own.
cd "$out"
mkdir -p "$dev/bin" "$dev/lib"
if [ -d include ]; then mv include "$dev/"; fi
for folder in lib/pkgconfig share/pkgconfig lib/cmake; do
  if [ -d "$folder" ]; then mkdir -p "$dev/${folder%/*}"; mv "$folder" "$dev/$folder"; fi
done
rm -f lib/*.a
place() {
  sed -i -e "s|^prefix=.*|prefix=$dev|; s|^libdir=.*|libdir=$out/lib|; s|^includedir=/usr|includedir=$dev|" \
    -e "s|/usr/lib/[a-z0-9_]*-linux-gnu|$out/lib|g; s|/include/[a-z0-9_]*-linux-gnu|/include|g; s|/usr|$dev|g" "$@"
}
for file in "$dev"/lib/pkgconfig/*.pc "$dev"/share/pkgconfig/*.pc; do if [ -f "$file" ]; then place "$file"; fi; done
for program in bin/*config; do
  if [ ! -e "$program" ]; then continue; fi
  mv "$program" "$dev/bin/"
  if [ -f "$dev/$program" ] && head -n 1 "$dev/$program" | grep -q '^#!'; then place "$dev/$program"; fi
done
# Debian's is written in Perl and asks for the version of a server.
if [ -e "$dev/bin/pg_config" ]; then
  release=$(sed -n 's/^Version: //p' "$dev/lib/pkgconfig/libpq.pc")
  cat > "$dev/bin/pg_config" <<END
#!$shell/bin/bash
say() {
  case \$1 in
    --bindir) echo "$out/bin" ;;
    --includedir) echo "$dev/include/postgresql" ;;
    --pkgincludedir) echo "$dev/include/postgresql" ;;
    --includedir-server) echo "$dev/include/postgresql/server" ;;
    --libdir) echo "$out/lib" ;;
    --pkglibdir) echo "$out/lib" ;;
    --cc) echo gcc ;;
    --cflags|--cppflags|--ldflags|--libs) echo ;;
    --version) echo "PostgreSQL $release" ;;
    *) echo "pg_config: unknown option \$1" >&2; exit 1 ;;
  esac
}
for option in "\$@"; do say "\$option"; done
END
fi
rmdir "$dev/bin" 2> /dev/null || true
