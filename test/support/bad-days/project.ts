import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Deployment } from '../../../scripts/platform/api.ts';
import { ask, type Poller, startPoller } from '../../../scripts/platform/poller.ts';
import {
  decided,
  headOf,
  sendPush,
  type WebhookTarget,
} from '../../../scripts/platform/webhook.ts';
import { gitRepository } from '../git-repository.ts';
import { badDayConfig, badDayFiles, type Pauses } from './app.ts';
import type { Day } from './day.ts';

/** The deployment as the API shows it, with what these tests look at. */
export interface DeploymentDetail extends Deployment {
  port: number | null;
  branch: string;
  waitingFor: string | null;
}

export interface BadDayProject {
  readonly id: number;
  readonly slug: string;
  readonly host: string;
  readonly mark: string;
  readonly repository: ReturnType<typeof gitRepository>;
  readonly webhook: WebhookTarget;
  /** Writes files and what a step's command takes, and commits. Every commit is another one. */
  change(what?: { pauses?: Pauses; config?: object; files?: Record<string, string> }): string;
  /** Signed webhook for the head; returns the delivery's id. */
  send(): Promise<number>;
  decision(delivery: number): Promise<Delivery>;
  /** Sends it and waits for central's decision; returns the deployment's id. */
  push(): Promise<string>;
  /** Changes something, pushes it, and waits until it is over. */
  deploy(what?: Parameters<BadDayProject['change']>[0]): Promise<DeploymentDetail>;
  ended(deploymentId: string): Promise<DeploymentDetail>;
  show(deploymentId: string): Promise<DeploymentDetail>;
  /** Newest first. */
  deployments(): Promise<DeploymentDetail[]>;
  log(deploymentId: string): Promise<string>;
  answer(path?: string): Promise<unknown>;
  poll(): Poller;
}

const endMs = 60_000;
/** Within the 10 to 20 ms in which a gap would be seen. */
const pollEveryMs = 15;

export async function createProject(day: Day, name: string): Promise<BadDayProject> {
  const mark = `${name}-${Math.random().toString(36).slice(2, 10)}`;
  const repository = gitRepository(join(day.folders.root, 'repositories', name));
  const app = { name, mark };
  for (const [file, text] of Object.entries(badDayFiles(app))) repository.write(file, text);
  repository.commit('First version');
  const host = `${name}.localhost`;
  const repositoryName = `acme/${name}`;
  const { project, webhook } = await day.api.call<{
    project: { id: number; slug: string };
    webhook: { secret: string };
  }>('POST', '/projects', {
    ...{ name, repositoryName, domains: [host] },
    repositoryUrl: `file://${repository.directory}`,
  });
  const target = {
    url: `${day.api.url}/webhooks/github?project=${name}`,
    ...{ secret: webhook.secret, repository: repositoryName },
  };
  const page = { port: day.ports.app, host, path: '/' };
  let changes = 0;
  const self: BadDayProject = {
    ...{ id: project.id, slug: project.slug, host, mark, repository, webhook: target },
    change({ pauses = {}, config = {}, files = {} } = {}) {
      changes += 1;
      const given = { ...badDayConfig(app), ...config };
      repository.write('config.vpspilot.json', JSON.stringify(given, null, 2));
      repository.write('pauses.json', JSON.stringify(pauses));
      repository.write('stamp.txt', `${mark} ${changes}`);
      for (const [file, text] of Object.entries(files)) repository.write(file, text);
      return repository.commit(`Change ${changes}`);
    },
    send: async () => sendPush(target, await headOf(repository.directory)),
    decision: (delivery) => decided(day.api, delivery),
    async push() {
      const { deploymentId, reason } = await self.decision(await self.send());
      if (deploymentId === null) throw new Error(`the push was not deployed: ${reason}`);
      return deploymentId;
    },
    async deploy(what) {
      self.change(what);
      return self.ended(await self.push());
    },
    show: (id) => day.api.call('GET', `/deployments/${id}`),
    async ended(id) {
      for (const deadline = Date.now() + endMs; Date.now() < deadline; await sleep(30)) {
        const deployment = await self.show(id).catch(() => undefined);
        if (deployment?.finishedAt != null) return deployment;
      }
      const { state, step } = await self.show(id);
      throw new Error(`deployment is ${state} (${step}) after ${endMs} ms\n${await self.log(id)}`);
    },
    async deployments() {
      const path = `/projects/${project.slug}/deployments?limit=100`;
      return (await day.api.call<{ items: DeploymentDetail[] }>('GET', path)).items;
    },
    log: (id) => day.api.text(`/deployments/${id}/log`),
    async answer(path = '/') {
      const { status, body } = await ask({ ...page, path });
      return status === 200 ? (JSON.parse(body) as unknown) : status;
    },
    poll: () => startPoller({ ...page, intervalMs: pollEveryMs }),
  };
  return self;
}
