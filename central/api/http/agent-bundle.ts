import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../lib/run-command.ts';

const program = resolve(import.meta.dirname, '../../..');
/** Where scripts/bundle.ts writes. */
export const bundleFolder = join(program, 'dist/agent');

const servedFile = z.object({ file: z.string(), sha256: z.string(), bytes: z.number() });
const manifestSchema = z.object({
  version: z.string(),
  agent: servedFile,
  runtimes: z.record(z.string(), servedFile),
});

export type AgentBundle = z.infer<typeof manifestSchema>;

let made: Promise<AgentBundle> | undefined;

/** The agent that this central gives to its nodes. Made anew, once, where its sources are; an installed central has it ready. */
export function agentBundle(): Promise<AgentBundle> {
  made ??= makeBundle().catch((error: unknown) => {
    // The next request tries again.
    made = undefined;
    throw error;
  });
  return made;
}

async function makeBundle(): Promise<AgentBundle> {
  const script = join(program, 'scripts/bundle.ts');
  if (existsSync(script)) await runCommand([process.execPath, script]);
  const text = await readFile(join(bundleFolder, 'manifest.json'), 'utf8');
  return manifestSchema.parse(JSON.parse(text));
}
