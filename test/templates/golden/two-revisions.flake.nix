# Rendered by vpspilot from config.vpspilot.json; changes here are lost with the next deployment.
{
  description = "Site, built by vpspilot";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/34268251cf5547d39063f2c5ea9a196246f7f3a6";
    nixpkgs_2.url = "github:NixOS/nixpkgs/50ab793786d9de88ee30ec4e4c24fb4236fc2674";
    # The commit's own files, pinned by their hash in flake.lock.
    source = { url = "path:/opt/vpspilot/projects/project-1-site/src"; flake = false; };
  };

  outputs = { self, nixpkgs, nixpkgs_2, source }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      # Past its end of life: nixpkgs gives it only to those who name it.
      pkgs_2 = import nixpkgs_2 {
        inherit system;
        config.allowInsecurePredicate = package:
          builtins.elem (package.pname or (builtins.parseDrvName package.name).name) [
            "nodejs"
            "openssl"
          ];
      };

      # Bash by its own rules: stop at the first failure, fail on unset variables.
      builder = "${pkgs.bash}/bin/bash";
      lines = builtins.concatStringsSep "\n";
      folders = builtins.concatStringsSep ":";

      # What the commands and the running application find on their PATH.
      tools = [
        pkgs.python314
        pkgs_2.nodejs_18
        pkgs.git
      ] ++ (with pkgs; [ bash coreutils findutils gnugrep gnused gawk gnutar gzip diffutils gnupatch ]);
      path = folders (map (tool: "${tool}/bin") tools);

      # Public build-time variables, and what makes package managers find the dependencies offline.
      exports = lines [ ];

      # The user's commands, unchanged, one shell each.
      commands = lines [ ];

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
      };

      # Where the files to be served may be, as bash words.
      outputFolders = [
        "'dist'"
        "'build'"
        "'public'"
        "'_site'"
        "'out'"
      ];

      app = derivation (environment // {
        inherit builder source;
        name = "site";
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
