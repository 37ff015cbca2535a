# Go finds its root from the place of its program.
{ debian, lib, package }:
let
  go = version: package ((debian.tree "go_${builtins.replaceStrings [ "." ] [ "_" ] version}" {
    inherit version;
    finish = builtins.readFile ./go.sh;
  }) // { inherit version; }) "go";
  go_1_19 = go "1.19";
  go_1_24 = go "1.24";
in
{ inherit go_1_19 go_1_24; go = go_1_24; }
