# The compiler: /usr is its own tree.
{ debian, lib, package }:
let
  gcc = package ((debian.tree "gcc" {
    inherit (debian) gccLib;
    finish = builtins.readFile ./gcc.sh;
  }) // { cc = { lib = debian.gccLib; outPath = "${debian.gccLib}"; }; libc = debian.glibc; }) "gcc";
in
{ inherit gcc; }
