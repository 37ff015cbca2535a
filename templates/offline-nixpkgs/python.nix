# Python as Debian has it, with the prefix of its tree.
{ debian, lib, package }:
let
  python = version: package ((debian.tree "python${builtins.replaceStrings [ "." ] [ "" ] version}" {
    inherit version;
    inherit (debian) cacert;
    finish = builtins.readFile ./python.sh;
  }) // {
    inherit version;
    pythonVersion = version;
    sitePackages = "lib/python${version}/site-packages";
    interpreter = "bin/python${version}";
  }) "python${version}";
  python311 = python "3.11";
  python313 = python "3.13";
in
{ inherit python311 python313; python3 = python313; python = python313; }
