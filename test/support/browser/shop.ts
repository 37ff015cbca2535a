import type { Deployment } from '../../../scripts/platform/api.ts';
import { appAnswer } from './app-answer.ts';
import { type Dashboard, projectSlug } from './dashboard.ts';
import { untilTrue } from './until-true.ts';

/** The example as a project that answers at shop.localhost; nothing is deployed yet. */
export interface Shop {
  slug: string;
  /** Commits what was edited, pushes it, and returns the number of its deployment. */
  push(message: string): Promise<number>;
  /** Waits until a deployment is in one of these states. */
  until(number: number, ...states: string[]): Promise<Deployment>;
  /** Asks the live application. */
  ask(path: string): Promise<string>;
}

export async function openShop(dashboard: Dashboard): Promise<Shop> {
  const { api, repository, platform } = dashboard;
  const host = `${projectSlug}.localhost`;
  const { webhook } = await api.call<{ webhook: { secret: string } }>('POST', '/projects', {
    name: projectSlug,
    repositoryUrl: `file://${repository.folder}`,
    domains: [host],
  });
  await api.call('PATCH', `/projects/${projectSlug}/secrets`, { set: { GREETING: 'Hello' } });
  const newest = async () =>
    (await api.call<{ items: Deployment[] }>('GET', `/projects/${projectSlug}/deployments?limit=1`))
      .items[0]?.number ?? 0;
  const show = (number: number) =>
    api.call<Deployment>('GET', `/projects/${projectSlug}/deployments/${number}`);
  return {
    slug: projectSlug,
    async push(message) {
      const before = await newest();
      await repository.commit(message);
      await dashboard.push(webhook.secret);
      return untilTrue(async () => {
        const number = await newest();
        return number > before ? number : undefined;
      });
    },
    until: (number, ...states) =>
      untilTrue(async () => {
        const deployment = await show(number);
        return states.includes(deployment.state) ? deployment : undefined;
      }),
    ask: (path) => appAnswer(platform, host, path),
  };
}
