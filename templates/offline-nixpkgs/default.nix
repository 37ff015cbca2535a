# The agent copies the machine's tools into the store and writes their names and hashes to host.json
# beside this file. Here they get the attribute names that nixpkgs gives them.
{ system }:
let
  host = builtins.fromJSON (builtins.readFile ./host.json);

  # A path which the agent has added; it is never built, so the builder only explains.
  added = { name, sha256 }: derivation {
    inherit name system;
    builder = "/bin/sh";
    args = [ "-c" "echo '${name} is not in the store: restart the agent' >&2; exit 1" ];
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = sha256;
  };
  package = path: pname: mainProgram: path // { inherit pname; meta = { inherit mainProgram; }; };

  tools = added host.tools;
  tool = name: { inherit name; value = package tools name name; };
  node = path: package (added path) "nodejs" "node";
  nodes = builtins.mapAttrs (_: node) host.nodes;

  bash = package tools "bash" "bash";
  setup = builtins.toFile "setup.sh" (builtins.readFile ./setup.sh);

  mkDerivation = arguments:
    let
      attributes = if builtins.isFunction arguments then arguments attributes else arguments;
      name = attributes.name or "${attributes.pname}-${attributes.version or "0"}";
      result = derivation (
        builtins.removeAttrs attributes [ "passthru" "meta" "env" "pname" "version" ]
        // (attributes.env or { })
        // {
          inherit name system stdenv;
          # `nix develop` goes through this list.
          outputs = attributes.outputs or [ "out" ];
          builder = "${bash}/bin/bash";
          args = [ setup ];
          initialPath = tools;
        }
      );
    in result // (attributes.passthru or { }) // {
      inherit name;
      meta = attributes.meta or { };
      pname = attributes.pname or name;
      version = attributes.version or "0";
      overrideAttrs = change: mkDerivation (attributes // change attributes);
    };

  # `nix develop` reads $stdenv/setup.
  stdenv = derivation {
    inherit system;
    name = "stdenv-offline";
    builder = "${bash}/bin/bash";
    PATH = "${tools}/bin";
    args = [ "-euc" "mkdir $out; sed '/^# phases/,$d' ${setup} > $out/setup" ];
  };
  stdenvWithFunctions = stdenv // {
    inherit mkDerivation system;
    shell = "${bash}/bin/bash";
    hostPlatform = { inherit system; isLinux = true; };
  };

  runCommand = name: attributes: buildCommand:
    mkDerivation ({ inherit name buildCommand; passAsFile = [ "buildCommand" ]; } // attributes);
  writeTextFile = { name, text, executable ? false, destination ? "" }:
    runCommand name { inherit text destination; passAsFile = [ "buildCommand" "text" ]; } ''
      target=$out$destination
      mkdir -p "$(dirname "$target")"
      install -m ${if executable then "0555" else "0444"} "$textPath" "$target"
    '';
  script = text: "#!${bash}/bin/bash\n${text}";
in
builtins.listToAttrs (map tool host.attributes) // nodes // rec {
  inherit system bash runCommand writeTextFile mkDerivation;
  stdenv = stdenvWithFunctions;
  stdenvNoCC = stdenv;
  bashInteractive = bash;
  runtimeShell = "${bash}/bin/bash";
  nodejs = nodes.${host.defaultNode};
  writeText = name: text: writeTextFile { inherit name text; };
  writeShellScript = name: text: writeTextFile { inherit name; executable = true; text = script text; };
  writeShellScriptBin = name: text:
    writeTextFile { inherit name; executable = true; destination = "/bin/${name}"; text = script text; };
  symlinkJoin = { name, paths, postBuild ? "", ... }: runCommand name { inherit paths; } ''
    mkdir -p $out
    for path in $paths; do cp -rs --no-preserve=mode "$path/." "$out/"; done
    ${postBuild}
  '';
  buildEnv = { name, paths, postBuild ? "", ... }: symlinkJoin { inherit name paths postBuild; };
  mkShell = attributes: mkDerivation ({ name = "nix-shell"; buildCommand = "export > $out"; } // attributes // {
    buildInputs = (attributes.buildInputs or [ ]) ++ (attributes.packages or [ ]);
    packages = [ ];
  });
  lib = import ./lib.nix;
}
