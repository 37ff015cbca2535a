# A stand-in for nixpkgs where it cannot be fetched: Debian's packages under the names and in the shape
# of nixpkgs. Test equipment, and the offline mode of the demo; never what a node on the internet uses.
# nixpkgs takes more arguments, its `config` among them; there is nothing here that they would change.
{ system, ... }:
let
  debian = import ./trees.nix { inherit system; };
  lib = import ./lib.nix;
  inherit (debian) packages tools tree part;

  # What nixpkgs says about a package, beside its path.
  package = path: pname: path // {
    inherit pname;
    version = path.version or "0";
    meta = { mainProgram = pname; } // (path.meta or { });
  };

  # Each has only the programs of its own package: who forgets one shall find that out.
  basics = builtins.mapAttrs (name: links: package (part name tools links) name) packages.parts;
  stdenvAndBuilders = import ./stdenv.nix { inherit system lib debian; inherit (basics) bash; inherit (compilers) gcc; };
  runtimes = import ./nodejs.nix { inherit debian lib package; }
    // import ./python.nix { inherit debian lib package; }
    // import ./php.nix { inherit debian lib package; }
    // import ./go.nix { inherit debian lib package; }
    // import ./ruby.nix { inherit debian lib package; };
  compilers = import ./gcc.nix { inherit debian lib package; };
  libraries = import ./libraries.nix { inherit debian lib package; };

  # A version that Debian has not got is answered by the nearest one; the agent says so.
  nearest = builtins.mapAttrs (_: real: runtimes.${real}) packages.aliases;
in
{
  # What the agent itself builds first: /bin/sh and /usr/bin/env of every build come from it.
  basicTools = tools;
} // basics // libraries // compilers // nearest // runtimes // stdenvAndBuilders // {
  inherit system lib;
  inherit (debian) glibc cacert;
  # Its one locale is in the C library.
  glibcLocales = debian.glibc;
  pkgconf = libraries.pkg-config;
  pkgconfig = libraries.pkg-config;
  gnumake42 = libraries.gnumake;
  mariadb-connector-c = libraries.libmysqlclient;
  binutils = compilers.gcc;
  bashInteractive = basics.bash;
}
