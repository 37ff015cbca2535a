import { type Answer, ask } from '../../../scripts/platform/poller.ts';
import type { Host } from './boot-host.ts';
import { type TestCentral, type TestProject, waitFor } from './central.ts';

/** The example application on a node, from a visitor's side and from the machine's. */
export interface DeployedApp {
  page(): Promise<Answer>;
  /** What it says of itself. */
  shown(): Promise<{ version: string; greeting: string }>;
  /** Unit of the release that visitors get. */
  liveUnit(): Promise<string>;
  /** Changes the repository; takes effect with the next commit. */
  setVersion(version: string): Promise<void>;
  setBuild(command: string): Promise<void>;
  /** Waits until a deployment is at this step. */
  stepIs(deployment: string, step: string): Promise<void>;
}

/** Only for a node whose one project is this. */
export function deployedApp(host: Host, central: TestCentral, project: TestProject): DeployedApp {
  const { domain, repository } = project;
  const page = () => ask({ address: host.address, port: 80, host: domain, path: '/version' });
  return {
    page,
    shown: async () => JSON.parse((await page()).body) as { version: string; greeting: string },
    liveUnit: async () => {
      const link = await host.run(['readlink', '/opt/vpspilot/projects/current/project-1']);
      return `vpspilot-project-1@${link.stdout.trim().split('/').at(-1)}.service`;
    },
    setVersion: (version) =>
      repository.edit('package.json', /"version": "[^"]*"/, `"version": "${version}"`),
    setBuild: (command) =>
      repository.edit('config.vpspilot.json', /"commands": \[.*\]/, `"commands": ["${command}"]`),
    stepIs: async (id, step) => {
      await waitFor(`${id} at ${step}`, async () => {
        const deployment = await central.api.call<{ step: string }>('GET', `/deployments/${id}`);
        return deployment.step === step ? true : undefined;
      });
    },
  };
}

/** Process of a unit; "0" when it has none. */
export async function mainPid(host: Host, unit: string): Promise<string> {
  const show = ['systemctl', 'show', '--property=MainPID', '--value', unit];
  return (await host.run(show)).stdout.trim();
}
