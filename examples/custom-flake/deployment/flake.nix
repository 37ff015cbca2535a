{
  description = "A server whose build the project describes itself";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in {
      packages = forEach (pkgs: {
        default = pkgs.writeShellScriptBin "greeter" ''
          exec ${pkgs.nodejs}/bin/node ${./server.js}
        '';
      });

      apps = nixpkgs.lib.mapAttrs (system: packages: {
        default = { type = "app"; program = "${packages.default}/bin/greeter"; };
      }) self.packages;
    };
}
