# Rendered by vpspilot around the project's own flake; changes here are lost with the next deployment.
{
  description = "Shop, built by vpspilot";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/34268251cf5547d39063f2c5ea9a196246f7f3a6";
    # The project's own flake, with the inputs that its own lock names.
    project = { type = "path"; path = "/opt/vpspilot/projects/project-1-shop/src"; dir = "deployment"; };
  };

  outputs = { self, nixpkgs, project }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      packageName = "default";
      packages = project.packages.${system} or { };
      package = packages.${packageName} or (throw missing);
      # What is there instead.
      names = set: if builtins.isAttrs set && set != { } then toString (builtins.attrNames set) else "nothing";
      missing =
        if packages != { } then
          "The flake has no packages.${system}.${packageName}; it has: ${names packages}"
        else if project ? packages then
          "The flake has no packages for ${system}, which this node is; it has packages for: ${names project.packages}"
        else
          "The flake has no packages.${system}.${packageName}; its outputs are: ${names (project.outputs or { })}";
      program = project.apps.${system}.${packageName}.program or "";
      # What commands of a test take for granted.
      tools = builtins.concatStringsSep ":" (map (tool: "${tool}/bin") [ pkgs.gnugrep pkgs.gnused pkgs.gawk pkgs.findutils pkgs.diffutils ]);
      builder = "${pkgs.bash}/bin/bash";
      lines = builtins.concatStringsSep "\n";
      path = "${package}/bin:${pkgs.bash}/bin:${pkgs.coreutils}/bin";

      app = derivation {
        inherit system builder package program;
        name = "shop";
        PATH = path;
        allowSubstitutes = false;
        preferLocalBuild = true;
        startScript = ''
          #!${pkgs.bash}/bin/bash
          export PATH=${path}:''${PATH:-/usr/bin:/bin}
          cd "''${VPSPILOT_WORKDIR:-${placeholder "out"}/app}"
          if [ "$#" -gt 0 ]; then exec "$@"; fi
        '';
        command = lines [
          "exec bash -c './run --port \$PORT'"
          ""
        ];
        passAsFile = [ "startScript" "command" ];
        args = [
          (builtins.toFile "build.sh" (''
            set -euo pipefail
            mkdir -p "$out/bin"
            # Storage folders are bound over folders of the application, which must be there.
            cp -r "$package" "$out/app"
            chmod -R u+w "$out/app"
            cd "$out/app"
          '' + lines [
          "mkdir -p -- 'var/data'"
        ] + ''

            cd "$NIX_BUILD_TOP"
            if [ -d "$package/public" ]; then ln -s app/public "$out/public"; fi
            cat "$startScriptPath" > start
            programs=("$package"/bin/*)
            if [ -s "$commandPath" ]; then
              cat "$commandPath" >> start
            elif [ -n "$program" ]; then
              printf 'exec %q\n' "$program" >> start
            elif [ -x "$package/bin/start" ]; then
              printf 'exec %q\n' "$package/bin/start" >> start
            elif [ "''${#programs[@]}" = 1 ] && [ -x "''${programs[0]}" ]; then
              printf 'exec %q\n' "''${programs[0]}" >> start
            elif [ -d "$package/public" ]; then
              exit 0
            else
              echo "Nothing says how to start the project: give start.command, apps.default or a package with bin/start" >&2
              exit 1
            fi
            install -m 0555 start "$out/bin/start"
          ''))
        ];
      };
    in {
      packages.${system}.default = app;

      apps.${system}.default = {
        type = "app";
        program = "${app}/bin/start";
      };

      checks.${system}.default =
        derivation {
          inherit system builder;
          name = "shop-test";
          PATH = "${path}:${tools}";
          source = project;
          args = [
            (builtins.toFile "test.sh" (''
              set -euo pipefail
              export HOME="$NIX_BUILD_TOP/home"
              mkdir "$HOME"
              cp -r "$source" "$NIX_BUILD_TOP/app"
              chmod -R u+w "$NIX_BUILD_TOP/app"
              cd "$NIX_BUILD_TOP/app"
              bash -euo pipefail -c '' + "'make check'" + "\nmkdir $out\n"))
          ];
        };

      devShells.${system} = project.devShells.${system} or { };
    };
}
