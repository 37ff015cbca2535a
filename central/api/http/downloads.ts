import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { type AgentBundle, agentBundle, bundleFolder } from './agent-bundle.ts';
import type { App } from './app.ts';

const script = resolve(import.meta.dirname, '../../install/node.sh');

/** What a new node fetches: the install script, the agent and its runtime. Public: they hold no secret. */
export function downloadRoutes(app: App, context: Context): void {
  app.get('/install.sh', { schema: { hide: true } }, async (request, reply) => {
    const central = context.settings.publicUrl ?? `${request.protocol}://${request.host}`;
    reply.type('text/x-shellscript; charset=utf-8').header('cache-control', 'no-store');
    return installScript(central.replace(/\/$/, ''), await agentBundle());
  });

  app.get(
    '/agent/*',
    { schema: { hide: true, params: z.object({ '*': z.string().max(100) }) } },
    async (request, reply) => {
      const bundle = await agentBundle();
      const served = [bundle.agent, ...Object.values(bundle.runtimes)];
      // Only names from the manifest: a path has no way in.
      const file = served.find((candidate) => candidate.file === request.params['*']);
      if (file === undefined) {
        throw new UserError('file_not_found', `There is no file ${request.params['*']}`, {
          hint: `There are: ${served.map((candidate) => candidate.file).join(', ')}`,
        });
      }
      reply.type('application/octet-stream').header('content-length', file.bytes);
      return reply.send(createReadStream(join(bundleFolder, file.file)));
    },
  );
}

async function installScript(central: string, bundle: AgentBundle): Promise<string> {
  // It goes into a shell script, and the Host header is anybody's word.
  if (!/^https?:\/\/[\w.:[\]-]+(\/[\w./-]*)?$/.test(central)) {
    throw new UserError(
      'address_invalid',
      'The address of this request cannot be used in a script',
      {
        hint: 'Set publicUrl in the settings of central',
      },
    );
  }
  const runtimes = Object.entries(bundle.runtimes).map(
    ([platform, { file, sha256 }]) => `${platform} ${file} ${sha256}`,
  );
  return (await readFile(script, 'utf8'))
    .replaceAll('@CENTRAL@', central)
    .replace('@AGENT_VERSION@', bundle.version)
    .replace('@AGENT_SHA256@', bundle.agent.sha256)
    .replace('@RUNTIMES@', runtimes.join('\n'));
}
