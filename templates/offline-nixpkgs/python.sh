# Names and paths as nixpkgs has them: the modules that Debian moved, wheels for `python -m venv`.
cd "$out"
# What Python writes beside the modules that it loads would hold the time.
export PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0
for name in python python3; do ln -sf "python$version" "bin/$name"; done
rm -rf bin/py3* bin/pydoc3* bin/pygettext3* bin/2to3* "lib/python$version/EXTERNALLY-MANAGED"
modules="lib/python$version"
for file in "$modules"/_sysconfigdata_*.py; do
  sed -i -e "s,[a-z0-9_]*-linux-gnu-\(g++\|gcc\|ar\|nm\|objcopy\|ranlib\|readelf\),\1,g; s,gcc-\(ar\|nm\|ranlib\),\1,g" \
    -e "s|/usr/lib/[a-z0-9_]*-linux-gnu|$out/lib|g; s|/usr/local|$out|g; s|/usr|$out|g; s|-f[a-z]*-prefix-map=[^ ']*||g" "$file"
done
sed -i "s|/usr/share/python-wheels|$out/share/python-wheels|" "$modules"/ensurepip/__init__.py
for header in include/python"$version"/pyconfig.h; do
  if grep -q linux-gnu "$header"; then echo "$header is only a link to the real one" >&2; exit 1; fi
done
# Debian's pip reads the machine's certificates; there are none in a build. Nix sees no path inside a wheel.
echo "$cacert" > nix-support/references
"bin/python$version" -I - share/python-wheels/*.whl <<'END'
import os, sys, zipfile
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path + '.new', 'w', zipfile.ZIP_DEFLATED) as new:
        for info, text in entries:
            bundle = os.environ['cacert'] + '/etc/ssl/certs/ca-bundle.crt'
            new.writestr(info, text.replace(b'/etc/ssl/certs/ca-certificates.crt', bundle.encode()))
    os.replace(path + '.new', path)
END
# What is compiled now need not be compiled at each start from the read-only store.
find . -name __pycache__ -prune -exec rm -rf {} +
"bin/python$version" -m compileall -q -f -j 0 --invalidation-mode unchecked-hash "$modules" > /dev/null || true
