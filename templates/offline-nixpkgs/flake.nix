{
  description = "Offline stand-in for nixpkgs: this machine's own tools under nixpkgs' names";
  outputs = { self }: {
    lib = import ./lib.nix;
    legacyPackages = builtins.listToAttrs (map (system: {
      name = system;
      value = import ./. { inherit system; };
    }) [ "x86_64-linux" "aarch64-linux" ]);
  };
}
