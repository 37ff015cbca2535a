import type { Command } from 'commander';
import type { Project } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printFacts } from '../output/table.ts';

interface Options {
  repository: string;
  branch?: string;
  domain?: string[];
  node?: string;
  autoDeploy: boolean;
}

interface Created {
  project: Project;
  webhook: { url: string; secret: string; instructions: string };
}

const collect = (value: string, before: string[] = []) => [...before, value];

export function projectsCreateCommand(parent: Command, io: Io): void {
  const command = parent
    .command('create')
    .summary('create a project')
    .description(
      'Creates a project and shows what to enter at GitHub, so that each push is deployed.',
    )
    .argument('<name>', 'letters, digits and -')
    .requiredOption('-r, --repository <url>', 'address of its git repository')
    .option('-b, --branch <branch>', 'branch that is deployed (default: main)')
    .option('-d, --domain <host>', 'host name it answers to; may be given several times', collect)
    .option('-n, --node <node>', 'node it runs on (default: the only one)')
    .option('--no-auto-deploy', 'do not deploy each push');
  defineAction<Options>(command, io, {
    examples: [
      'projects create shop --repository https://github.com/me/shop.git --domain shop.example.org',
      'projects create api -r git@github.com:me/api.git -b production -n oslo',
    ],
    async run({ json, central }, [name = ''], { repository, branch, domain, node, autoDeploy }) {
      const created = await (await central()).post('/api/v1/projects', {
        body: {
          name,
          repositoryUrl: repository,
          autoDeploy,
          ...(branch === undefined ? {} : { branch }),
          ...(domain === undefined ? {} : { domains: domain }),
          ...(node === undefined ? {} : { node }),
        },
      });
      if (json) io.json(created);
      else printCreated(io, created);
      return undefined;
    },
  });
}

function printCreated(io: Io, { project, webhook }: Created): void {
  const { green, bold, dim } = io.colors;
  io.print(`${green('✓')} Created ${bold(project.slug)} on node ${project.node.name}`);
  io.print();
  io.print('Webhook, so that each push is deployed:');
  printFacts(io, [
    ['URL', webhook.url],
    ['Secret', webhook.secret],
  ]);
  io.print(`  ${dim(webhook.instructions)}`);
  io.print();
  io.print('Next:');
  io.print(`  vpspilot secrets set ${project.slug} DATABASE_URL=-   ${dim('asks for the value')}`);
  io.print(`  vpspilot deploy ${project.slug}`);
}
