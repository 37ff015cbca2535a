# GCC and binutils: programs find the C library of the store, and so does what they make.
cd "$out"
triple=$(ls lib/gcc | head -n 1)
release=$(ls "lib/gcc/$triple" | head -n 1)
ln -s . usr
ln -s lib lib64
for folder in lib include; do ln -s . "$folder/$triple"; done
for library in "$glibc"/lib/*.so* "$gccLib"/lib/*.so*; do
  if [ ! -e "lib/${library##*/}" ]; then ln -s "$library" lib/; fi
done
# Links for the linker that Debian's other packages have.
for library in lib/gcc/"$triple/$release"/*.so; do
  if [ -e "$library" ]; then continue; fi
  rm -f "$library"
  for real in "$out/lib/${library##*/}".*; do if [ -e "$real" ]; then ln -sf "$real" "$library"; fi; done
done
loader=$(ls -d "$glibc"/lib/ld-linux-*.so.*)
# Beside the programs, as they find their parts, and out of the PATH.
mkdir compiler
mv bin compiler/
mkdir bin
for folder in lib libexec include; do ln -s "../$folder" compiler/; done
real="$out/compiler/bin"
rm -f "$real"/c89* "$real"/c99*
for program in gcc g++ cpp; do ln -sf "$triple-$program-$release" "$real/$program"; done
write() {
  rm -f "bin/$1"
  { echo "#!$shell/bin/bash"; cat; } > "bin/$1"
  chmod +x "bin/$1"
}
for program in ar as nm strip ranlib objcopy objdump readelf addr2line c++filt size strings; do ln -sf "$real/$program" "bin/$program"; done
# Folders of libraries become part of what is linked, as nixpkgs' linker does it.
write ld <<END
arguments=("\$@") folders=() names=()
while [ \$# -gt 0 ]; do
  case \$1 in
    -L) folders+=("\$2"); shift ;;
    -L?*) folders+=("\${1#-L}") ;;
    -l?*) names+=("lib\${1#-l}.so") ;;
  esac
  shift
done
paths=("$glibc/lib" "$gccLib/lib")
for folder in "\${folders[@]}"; do
  case \$folder in "$out"/*|[!/]*|/tmp/*|/build/*) continue ;; esac
  for name in "\${names[@]}"; do
    if [ -e "\$folder/\$name" ]; then paths+=("\$folder"); break; fi
  done
done
exec "$real/ld" "\${arguments[@]}" \$(printf -- '-rpath %s ' "\${paths[@]}")
END
for program in gcc g++; do
  write "$program" <<END
# Flags of the environment count in a derivation of nixpkgs' stdenv only.
if [ -n "\${NIX_CC_WRAPPER_TARGET_HOST_${triple%%-*}_unknown_linux_gnu:-}" ]; then
  set -- \${NIX_CFLAGS_COMPILE:-} "\$@"
  set -- "\$@" \${NIX_CFLAGS_LINK:-}
fi
exec "$real/$program" --sysroot="$out" -B"$out/bin" -Wl,--dynamic-linker="$loader" "\$@"
END
done
write cpp <<END
exec "$real/cpp" --sysroot="$out" "\$@"
END
ln -sf gcc bin/cc
ln -sf g++ bin/c++
