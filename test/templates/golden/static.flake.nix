# Rendered by vpspilot from config.vpspilot.json; changes here are lost with the next deployment.
{
  description = "React Frontend, built by vpspilot";

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
        pkgs.nodejs_20
      ] ++ (with pkgs; [ bash coreutils findutils gnugrep gnused gawk gnutar gzip diffutils gnupatch ]);
      path = folders (map (tool: "${tool}/bin") tools);

      # Public build-time variables, and what makes package managers find the dependencies offline.
      exports = lines [
        "export npm_config_cache='/nix/store/x-npm'"
        "export npm_config_offline='true'"
      ];

      # The user's commands, unchanged, one shell each.
      commands = lines [
        "run 'npm install'"
        "run 'npm run build'"
      ];

      # Put into the store and verified by the agent before this is evaluated; named after the lock file's digest.
      dependencies_npm = derivation {
        inherit system builder;
        name = "npm-dependencies-0123456789abcdef";
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
        PATH = path;
        bash = pkgs.bash;
        allowSubstitutes = false;
        preferLocalBuild = true;
        dependencies_npm = dependencies_npm;
      };

      # Where the files to be served may be, as bash words.
      outputFolders = [
        "'dist'"
      ];

      app = derivation (environment // {
        inherit builder source;
        name = "shop";
        args = [
          (builtins.toFile "build.sh" (prelude + ''
            mkdir -p "$HOME" "$out"
            cp -r "$source" "$out/app"
            chmod -R u+w "$out/app"
            cd "$out/app"
            export PATH="$PWD/node_modules/.bin:$PATH"
          '' + exports + "\nphase build\n" + commands + ''

            phase install
            output=
            for candidate in ${toString outputFolders}; do
              if [ -d "$out/app/$candidate" ]; then output=$candidate; break; fi
            done
            if [ -z "$output" ] && [ -f "$out/app/index.html" ]; then output=.; fi
            if [ -z "$output" ]; then
              echo "No output folder: looked for "${toString outputFolders}" and for index.html" >&2
              exit 1
            fi
            if [ "$output" = . ]; then
              rm -rf "$out/app/node_modules"
              mv "$out/app" "$out/public"
            else
              mv "$out/app/$output" "$out/public"
              rm -rf "$out/app"
            fi
            # Nobody should read a project's settings on its own site.
            rm -f "$out/public/config.vpspilot.json"
          ''))
        ];
      });

    in {
      packages.${system}.default = app;

      checks.${system}.default =
        app;

      devShells.${system}.default = pkgs.mkShell { packages = tools; };
    };
}
