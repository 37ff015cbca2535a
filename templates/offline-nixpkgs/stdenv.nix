# The functions of nixpkgs that make derivations, as far as small flakes use them.
{ system, lib, debian, bash, gcc }:
let
  inherit (debian) tools;
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
    cc = gcc;
    isLinux = true;
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
rec {
  inherit runCommand writeTextFile mkDerivation;
  stdenv = stdenvWithFunctions;
  stdenvNoCC = stdenv;
  runtimeShell = "${bash}/bin/bash";
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
}
