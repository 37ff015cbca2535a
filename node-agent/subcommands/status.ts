import { X509Certificate } from 'node:crypto';
import { readStatus } from '../adapters/agent-status.ts';
import { readIdentity } from '../adapters/identity-file.ts';
import { createReleaseFiles } from '../adapters/release-files.ts';
import type { AgentSettings } from '../settings.ts';

/** Says what this node is, without central. */
export async function showStatus(
  settings: AgentSettings,
  { json }: { json?: boolean | undefined },
): Promise<void> {
  const facts = await collect(settings);
  process.stdout.write(json === true ? `${JSON.stringify(facts)}\n` : asText(facts));
}

type Facts = Awaited<ReturnType<typeof collect>>;

async function collect({ stateDirectory, root }: AgentSettings) {
  const releases = createReleaseFiles(root);
  const [identity, agent, projects] = await Promise.all([
    readIdentity(stateDirectory),
    readStatus(stateDirectory),
    releases.projects(),
  ]);
  const live = await Promise.all(projects.map((project) => releases.live(project)));
  return {
    joined: identity !== undefined,
    node: identity?.nodeName,
    central: identity?.central,
    certificateUntil: identity && new X509Certificate(identity.certificate).validTo,
    running: agent !== undefined,
    connected: agent?.connected ?? false,
    line: agent?.line,
    releases: live
      .filter((release) => release !== undefined)
      .map(({ project, number, commit, port }) => ({
        project: project.slug,
        number,
        commit,
        port,
      })),
  };
}

function asText(facts: Facts): string {
  const lines = facts.joined
    ? [
        `Node         ${facts.node}`,
        `Central      ${facts.central}`,
        `Certificate  until ${facts.certificateUntil}`,
      ]
    : ['This machine has not joined a central yet'];
  lines.push(`Agent        ${facts.running ? (facts.line ?? 'running') : 'not running'}`);
  for (const { project, number, commit, port } of facts.releases) {
    lines.push(`  ${project}: release ${number}, commit ${commit.slice(0, 10)}, port ${port}`);
  }
  return `${lines.join('\n')}\n`;
}
