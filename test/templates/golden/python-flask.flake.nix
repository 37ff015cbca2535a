# Rendered by vpspilot from config.vpspilot.json; changes here are lost with the next deployment.
{
  description = "Guestbook, built by vpspilot";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/ac62194c3917d5f474c1a844b6fd6da2db95077d";
    # The commit's own files, pinned by their hash in flake.lock.
    source = { url = "path:/opt/vpspilot/projects/project-1-shop/src"; flake = false; };
  };

  outputs = { self, nixpkgs, source }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};

      # Bash by its own rules: stop at the first failure, fail on unset variables.
      builder = "${pkgs.bash}/bin/bash";
      lines = builtins.concatStringsSep "\n";
      folders = builtins.concatStringsSep ":";

      # What the commands and the running application find on their PATH.
      tools = [
        pkgs.python311
      ] ++ (with pkgs; [ bash coreutils findutils gnugrep gnused gawk gnutar gzip diffutils gnupatch ]);
      path = folders (map (tool: "${tool}/bin") tools);

      # Only for building.
      buildTools = [
        pkgs.gcc
        pkgs.gnumake
        pkgs.pkg-config
      ];

      # Where compiled dependencies find what they are linked against.
      libraryPath = pkgs.lib.makeLibraryPath [
        pkgs.stdenv.cc.cc.lib
        pkgs.zlib
        pkgs.openssl
        pkgs.libffi
        (pkgs.libpq or pkgs.postgresql)
        pkgs.sqlite
      ];

      # Where compilers find the headers and libraries of what dependencies are linked against.
      buildLibraries = [
        pkgs.stdenv.cc.cc.lib
        pkgs.zlib
        pkgs.openssl
        pkgs.libffi
        (pkgs.libpq or pkgs.postgresql)
        pkgs.sqlite
      ];
      inBuildLibraries = output: folder: pkgs.lib.makeSearchPathOutput output folder buildLibraries;

      # Public build-time variables, and what makes package managers find the dependencies offline.
      exports = lines [
        "export PIP_NO_INDEX='1'"
        "export PIP_FIND_LINKS='/nix/store/x-pip/wheels'"
      ];

      # The user's commands, unchanged, one shell each.
      commands = lines [
        "python3 -m venv \"\$out/venv\""
        "export VIRTUAL_ENV=\"\$out/venv\" PATH=\"\$out/venv/bin:\$PATH\""
        "ln -s \"\$out/venv\" .venv"
        "run 'pip install -r requirements.txt'"
        "python3 -m compileall -q -x \"/(node_modules|\\.git|\\.venv)/\" . || echo \"Some files could not be compiled; they are used as they are\""
      ];

      # Put into the store and verified by the agent before this is evaluated; named after the lock file's digest.
      dependencies_pip = derivation {
        inherit system builder;
        name = "pip-dependencies-0123456789abcdef";
        args = [ "-c" "echo 'The dependencies are not in the store. Deploy again.' >&2; exit 1" ];
        outputHashMode = "recursive";
        outputHashAlgo = "sha256";
        outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      };

      prelude = ''
        set -euo pipefail
        umask 0022
        export HOME="$NIX_BUILD_TOP/home" SHELL=/bin/sh LC_ALL=C.UTF-8 TZ=UTC CI=1 SOURCE_DATE_EPOCH=315532800
        run() {
          printf '$ %s\n' "$1"
          bash -euo pipefail -c "$1"
        }
        phase() {
          printf '@nix { "action": "setPhase", "phase": "%s" }\n' "$1" >&"$NIX_LOG_FD"
        }
      '';
      environment = {
        inherit system;
        PATH = folders ([ path ] ++ map (tool: "${tool}/bin") buildTools);
        bash = pkgs.bash;
        allowSubstitutes = false;
        preferLocalBuild = true;
        LD_LIBRARY_PATH = libraryPath;
        CPATH = inBuildLibraries "dev" "include";
        LIBRARY_PATH = inBuildLibraries "lib" "lib";
        PKG_CONFIG_PATH = folders [ (inBuildLibraries "dev" "lib/pkgconfig") (inBuildLibraries "dev" "share/pkgconfig") ];
        PYTHONDONTWRITEBYTECODE = "1";
        PYTHONHASHSEED = "0";
        dependencies_pip = dependencies_pip;
      };

      app = derivation (environment // {
        inherit builder source;
        name = "python-flask";
        # $PORT is given by the platform; VPSPILOT_WORKDIR is a writable view of the application, if any.
        startScript = ''
          #!${pkgs.bash}/bin/bash
          export PATH=${path}:''${PATH:-/usr/bin:/bin}
          export LD_LIBRARY_PATH=${libraryPath}''${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
          cd "''${VPSPILOT_WORKDIR:-${placeholder "out"}/app}"
          export PATH="$PWD/node_modules/.bin:$PATH"
        '' + "export SSL_CERT_FILE=\"\${SSL_CERT_FILE:-" + (pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt") + "}\"\n" + lines [
        "export PYTHONUNBUFFERED=\"\${PYTHONUNBUFFERED:-1}\""
        "export PYTHONDONTWRITEBYTECODE=\"\${PYTHONDONTWRITEBYTECODE:-1}\""
        "export LANG=\"\${LANG:-C.UTF-8}\""
        "release=\"\$(dirname \"\$(dirname \"\$(readlink -f \"\$0\")\")\")\""
        "export VIRTUAL_ENV=\"\$release/venv\" PATH=\"\$release/venv/bin:\$PATH\""
        "unset release"
        "if [ \"\$#\" -gt 0 ]; then exec \"\$@\"; fi"
        "exec bash -c 'gunicorn --bind 0.0.0.0:\$PORT --workers 2 app:app'"
        ""
      ];
        passAsFile = [ "startScript" ];
        args = [
          (builtins.toFile "build.sh" (prelude + ''
            mkdir -p "$HOME" "$out"
            cp -r "$source" "$out/app"
            chmod -R u+w "$out/app"
            cd "$out/app"
            export PATH="$PWD/node_modules/.bin:$PATH"
          '' + exports + "\nphase build\n" + commands + ''

            phase install
            install -D -m 0555 "$startScriptPath" "$out/bin/start"
          ''))
        ];
      });

    in {
      packages.${system}.default = app;

      apps.${system}.default = {
        type = "app";
        program = "${app}/bin/start";
      };

      checks.${system}.default =
        app;

      devShells.${system}.default = pkgs.mkShell { packages = tools ++ buildTools; };
    };
}
