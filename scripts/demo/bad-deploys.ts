import type { Deployment } from '../platform/api.ts';
import { appVersion } from './app-version.ts';
import { push, type Stage, say } from './stage.ts';

export type BadDeploys = Record<'build' | 'crash' | 'unhealthy', 'kept' | 'lost'>;

interface BadDeploy {
  name: keyof BadDeploys;
  what: string;
  file: string;
  from: string | RegExp;
  to: string;
}

const badDeploys: readonly BadDeploy[] = [
  {
    name: 'build',
    what: 'the build command fails',
    file: 'build.js',
    from: /$/,
    to: "\nthrow new Error('this build is broken on purpose');\n",
  },
  {
    name: 'crash',
    what: 'the application ends at its start',
    file: 'server.js',
    from: /$/,
    to: "\nthrow new Error('this version crashes on purpose');\n",
  },
  {
    name: 'unhealthy',
    what: 'the health check answers 500',
    file: 'server.js',
    from: "'/health': () => ({ status: 200",
    to: "'/health': () => ({ status: 500",
  },
];

/** Deploys each of them: it must fail, and the version before must still answer. */
export async function playBadDeploys(stage: Stage): Promise<BadDeploys> {
  const results: BadDeploys = { build: 'lost', crash: 'lost', unhealthy: 'lost' };
  const { platform, project } = stage;
  for (const bad of badDeploys) {
    say(`A bad deployment: ${bad.what}`);
    const before = await appVersion(platform, project);
    const good = await project.repository.head();
    await project.repository.edit(bad.file, bad.from, bad.to);
    await project.repository.commit(`Broken on purpose: ${bad.what}`);
    const deployment = await push(platform, project);
    await project.repository.restore(good, 'Mend it');
    const after = await appVersion(platform, project);
    results[bad.name] = isKept(deployment, before, after) ? 'kept' : 'lost';
    console.log(
      `    The version before ${results[bad.name] === 'kept' ? 'still answers' : 'IS GONE'}`,
    );
  }
  return results;
}

function isKept(deployment: Deployment, before: unknown, after: unknown): boolean {
  return (
    deployment.state === 'failed' &&
    before !== undefined &&
    JSON.stringify(before) === JSON.stringify(after)
  );
}
