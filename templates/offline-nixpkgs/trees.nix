# Debian's packages as trees in the store. The agent adds each package, verified by its hash, when a
# build is about to need it; their names and hashes are in packages.json, written by the agent.
{ system }:
let
  packages = builtins.fromJSON (builtins.readFile ./packages.json);

  # Nothing is fetched in a build: a path which the agent has added is never built, so the builder only explains.
  added = mode: name: hash: derivation {
    inherit name system;
    builder = "/bin/sh";
    args = [ "-c" "echo '${name} is not in the store: deploy again' >&2; exit 1" ];
    outputHashMode = mode;
    outputHashAlgo = null;
    outputHash = hash;
  };
  file = name: added "flat" name packages.files.${name};
  busybox = added "recursive" "busybox" packages.busybox;
  files = name: map file packages.sets.${name};

  run = name: script: attributes: derivation ({
    inherit name system busybox;
    builder = "${busybox}/bin/sh";
    unpack = ./unpack.sh;
    args = [ script ];
    preferLocalBuild = true;
    allowSubstitutes = false;
  } // attributes);

  bootstrap = run "debian-bootstrap" ./bootstrap.sh { debs = files "bootstrap"; };
  relocated = name: attributes: run name ./tree.sh ({
    inherit bootstrap;
    relocate = ./relocate.pl;
    repoint = ./repoint.pl;
    debs = files name;
    libraries = [ ];
    interpreters = [ ];
  } // attributes);
  glibc = relocated "glibc" {
    finish = ''
      perl "$repoint" "$out/lib/libc.so.6" "GNU C Library (" \
        /usr/lib/locale/locale-archive "$out/lib/locale/locale-archive"
      mkdir -p "$NIX_BUILD_TOP/usr/lib/locale"
      run "$out/bin/localedef" --prefix="$NIX_BUILD_TOP" --add-to-archive "$out/lib/locale/C.utf8"
      mv "$NIX_BUILD_TOP/usr/lib/locale/locale-archive" "$out/lib/locale/"
    '';
  };
  gccLib = relocated "gcc-lib" { inherit glibc; };
  tools = relocated "tools" {
    inherit glibc;
    finish = "ln -s bash $out/bin/sh; ln -sf gawk $out/bin/awk";
  };
in
{
  inherit packages file run bootstrap glibc gccLib tools;

  # The closure of some packages as one tree; attributes go to the builder's environment.
  tree = name: attributes: relocated name ({
    inherit glibc;
    shell = tools;
    libraries = [ gccLib ];
  } // attributes);

  # What nixpkgs' package of the same name has.
  cacert = relocated "cacert" {
    inherit glibc;
    shell = tools;
    finish = ''
      mkdir -p "$out/etc/ssl/certs"
      cat "$out"/share/ca-certificates/mozilla/*.crt > "$out/etc/ssl/certs/ca-bundle.crt"
      rm -rf "$out/bin" "$out/share" "$out/nix-support"
    '';
  };

  # The programs of some packages of a tree.
  part = name: from: attributes: run name ./part.sh (attributes // { inherit from; });
}
