# Node from its package of the npm registry: the program finds its libraries in the store.
set -eu
export PATH="$busybox/bin"
mkdir -p "$out/lib/node_modules/npm"
tar -xzf "$node" -C "$out" --strip-components=1
tar -xzf "$npm" -C "$out/lib/node_modules/npm" --strip-components=1
cd "$out"
rm -rf package.json README.md CHANGELOG.md share/doc share/man
# The path holds for native modules too, as with nixpkgs' own loader: prebuilt ones want librt and the like.
for loader in "$glibc"/lib/ld-linux-*.so.*; do
  "$bootstrap/lib/ld-linux.so" --library-path "$bootstrap/lib" "$bootstrap/bin/patchelf" \
    --set-interpreter "$loader" --force-rpath --set-rpath "$gccLib/lib:$glibc/lib" bin/node
done
for name in npm npx; do
  chmod +x "lib/node_modules/npm/bin/$name-cli.js"
  ln -s "../lib/node_modules/npm/bin/$name-cli.js" "bin/$name"
done
for script in lib/node_modules/npm/bin/np?-cli.js; do sed -i "1s|^#!.*|#!$out/bin/node|" "$script"; done
