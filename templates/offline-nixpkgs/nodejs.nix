# Node's own binaries and npm, as the npm registry has them.
{ debian, lib, package }:
let
  inherit (debian) packages file run;
  nodejs = name: { node, npm, version }: package ((run "nodejs-${version}" ./nodejs.sh {
    inherit (debian) bootstrap glibc gccLib tools;
    node = file node;
    npm = file npm;
  }) // { inherit version; }) "node";
  all = builtins.mapAttrs nodejs packages.nodes;
in
all // { nodejs = all.${packages.defaultNode}; }
