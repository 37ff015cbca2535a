import { readFileSync } from 'node:fs';
import type { AgentSettings } from '../../node-agent/settings.ts';
import { nixProject } from './nix-project.ts';

const system = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux`;

/** A lock whose only input is nixpkgs. */
export const nixpkgsLock = readFileSync(
  new URL('../../examples/custom-flake/deployment/flake.lock', import.meta.url),
  'utf8',
);

/** The text of a flake with nixpkgs, from its outputs; `system` and `pkgs` are in scope. */
export function flakeText(outputs: string): string {
  return `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  outputs = { self, nixpkgs }:
    let
      system = "${system}";
      pkgs = nixpkgs.legacyPackages.\${system};
    in ${outputs};
}
`;
}

/** Outputs with one program, which runs server.js. */
export const greeter =
  '{ packages.${system}.default = pkgs.writeShellScriptBin "greeter" "exec ${pkgs.nodejs}/bin/node ${./server.js}"; }';

/** A repository with a flake of its own at the top. */
export function customProject(
  settings: AgentSettings,
  text: string,
  lock: string | null = nixpkgsLock,
  config: object = {},
) {
  const app = nixProject(settings);
  app.configure({ name: 'Own', type: 'custom', ...config });
  app.repository.write('flake.nix', text);
  if (lock !== null) app.repository.write('flake.lock', lock);
  return app;
}
