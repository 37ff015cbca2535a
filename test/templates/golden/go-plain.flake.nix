# Rendered by vpspilot from config.vpspilot.json; changes here are lost with the next deployment.
{
  description = "Shop, built by vpspilot";

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
      ] ++ (with pkgs; [ bash coreutils findutils gnugrep gnused gawk gnutar gzip diffutils gnupatch ]);
      path = folders (map (tool: "${tool}/bin") tools);

      # Only for building.
      buildTools = [
        pkgs.go_1_24
      ];

      # Public build-time variables, and what makes package managers find the dependencies offline.
      exports = lines [ ];

      # The user's commands, unchanged, one shell each.
      commands = lines [
        "mkdir -p \"\$HOME/.cache\" && cp -r --no-preserve=mode \"\$goCache\" \"\$HOME/.cache/go-build\""
        "run 'go build -o app .'"
      ];

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
        GOFLAGS = "-trimpath";
        GOPROXY = "off";
        GOSUMDB = "off";
        GOTOOLCHAIN = "local";
        GOTELEMETRY = "off";
        CGO_ENABLED = "0";
        goCache = derivation {
          inherit system builder;
          name = "go-standard-library";
          PATH = pkgs.lib.makeBinPath [ pkgs.go_1_24 pkgs.coreutils ];
          GOFLAGS = "-trimpath";
          GOTOOLCHAIN = "local";
          CGO_ENABLED = "0";
          args = [ "-euc" "export HOME=\"\$NIX_BUILD_TOP\" GOCACHE=\"\$out\"\ngo build std\nrm -f \"\$out/trim.txt\" \"\$out/README\"" ];
        };
      };

      app = derivation (environment // {
        inherit builder source;
        name = "shop";
        # $PORT is given by the platform; VPSPILOT_WORKDIR is a writable view of the application, if any.
        startScript = ''
          #!${pkgs.bash}/bin/bash
          export PATH=${path}:''${PATH:-/usr/bin:/bin}
          cd "''${VPSPILOT_WORKDIR:-${placeholder "out"}/app}"
          export PATH="$PWD/node_modules/.bin:$PATH"
        '' + "export SSL_CERT_FILE=\"\${SSL_CERT_FILE:-" + pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt" + "}\"\n" + "export ZONEINFO=\"\${ZONEINFO:-" + pkgs.tzdata + "/share/zoneinfo" + "}\"\n" + lines [
        "if [ \"\$#\" -gt 0 ]; then exec \"\$@\"; fi"
        "exec bash -c 'exec ./'\\''app'\\'''"
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
