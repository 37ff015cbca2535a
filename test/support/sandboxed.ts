import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockJson, nixpkgsNode, nixSystem } from '../../node-agent/adapters/flake-files.ts';
import { tryNix } from '../../node-agent/adapters/nix-command.ts';
import { toolchainsFor } from '../../node-agent/adapters/toolchains.ts';
import { nixBuild } from '../../node-agent/commands/nix.ts';
import { nixString } from '../../node-agent/domain/nix-string.ts';
import type { AgentSettings } from '../../node-agent/settings.ts';
import { recordingStep } from './step.ts';

/** What came out of a build: its output path, and everything it printed. */
export interface SandboxedRun {
  exitCode: number;
  out: string;
  log: string;
}

/**
 * Bash would become its last command; one that closes its output before it ends would be killed by
 * Nix, which takes that for the end.
 */
const stay = 'exit 0';

/**
 * Runs shell commands in a build with nothing around it, as in production: network off, no folder of
 * the machine, the packages on the PATH. `packages` is Nix text: "python311 gcc".
 */
export async function sandboxed(
  settings: AgentSettings,
  packages: string,
  commands: string,
): Promise<SandboxedRun> {
  mkdirSync(settings.root, { recursive: true });
  const directory = mkdtempSync(join(settings.root, 'sandboxed-'));
  const toolchains = await toolchainsFor(settings);
  const pin = toolchains.pin(toolchains.table.defaultPins);
  const system = nixSystem();
  writeFileSync(
    join(directory, 'flake.nix'),
    `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/${pin.rev}";
  outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.${system}; in {
    packages.${system}.default = derivation {
      name = "sandboxed";
      system = "${system}";
      builder = "\${pkgs.bash}/bin/bash";
      PATH = pkgs.lib.makeBinPath (with pkgs; [ ${packages} bash coreutils ]);
      PKG_CONFIG_PATH = pkgs.lib.makeSearchPathOutput "dev" "lib/pkgconfig" (with pkgs; [ ${packages} ]);
      HOME = "/homeless-shelter";
      LC_ALL = "C.UTF-8";
      stamp = "${directory}";
      args = [ "-euc" ${nixString(`${commands}\n${stay}`)} ];
    };
  };
}
`,
  );
  const lock = {
    nodes: { nixpkgs: nixpkgsNode(toolchains, pin), root: { inputs: { nixpkgs: 'nixpkgs' } } },
    root: 'root',
    version: 7,
  };
  writeFileSync(join(directory, 'flake.lock'), lockJson(lock));
  const installable = `path:${directory}#packages.${system}.default`;
  await toolchains.provide(installable, recordingStep());
  const command = nixBuild(settings.nixCommand, { installable });
  const result = await tryNix(command, await toolchains.call(pin));
  const lines = result.stderr.split('\n').flatMap(logLine);
  const [first] = JSON.parse(result.stdout || '[]') as [{ outputs: { out: string } }?];
  return { exitCode: result.exitCode, out: first?.outputs.out ?? '', log: lines.join('\n') };
}

function logLine(line: string): string[] {
  if (!line.startsWith('@nix ')) return [line];
  const event = JSON.parse(line.slice('@nix '.length)) as {
    type?: number;
    fields?: string[];
    action: string;
    msg?: string;
    level?: number;
  };
  if (event.action === 'result' && event.type === 101) return [event.fields?.[0] ?? ''];
  return event.action === 'msg' && event.level === 0 ? [event.msg ?? ''] : [];
}
