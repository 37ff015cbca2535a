import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { requireLogin } from '../settings.ts';

export function openCommand(parent: Command, io: Io): void {
  const command = parent
    .command('open')
    .summary('open the dashboard in a browser')
    .description('Prints the address of the dashboard, or of a project in it, and opens it.')
    .argument('[project]', 'name of the project')
    .option('-p, --print', 'only print the address');
  defineAction<{ print?: boolean; server?: string }>(command, io, {
    examples: ['open', 'open shop', 'open shop --print'],
    async run({ json }, [project], { print = false, server: wanted }) {
      const { server } = await requireLogin(io.env, wanted);
      const path = project === undefined ? '' : `/projects/${encodeURIComponent(project)}`;
      const url = `${server}${path}`;
      const opened = !print && !json && io.stdout.isTTY === true && (await openInBrowser(io, url));
      if (json) io.json({ url, opened });
      else io.print(url);
      return undefined;
    },
  });
}

async function openInBrowser(io: Io, url: string): Promise<boolean> {
  // Loaded here: no other command starts programs.
  const { openBrowser } = await import('../adapters/open-browser.ts');
  return openBrowser(io.env, url);
}
