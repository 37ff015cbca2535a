import { expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Delivery } from '../../lib/api/openapi.ts';
import { cliWithCentral } from '../support/cli-with-central.ts';
import { fakeDeployment, sendProblem } from '../support/fake-central-http.ts';

const { central, run } = cliWithCentral();

function delivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    ...{ id: 12, deliveryId: 'abc', event: 'push', project: 'shop', outcome: 'deployed' as const },
    ...{ reason: '', detail: '', deploymentId: 'd7', deploymentNumber: 7, replayOf: null },
    receivedAt: '2026-01-02T03:04:05.000Z',
    ...changes,
  };
}

test('the list says what became of each delivery and why', async () => {
  const ignored = delivery({
    ...{
      id: 11,
      outcome: 'ignored',
      reason: 'other_branch',
      deploymentId: null,
      deploymentNumber: null,
      replayOf: 9,
    },
    detail: 'Pushed to next, deployed is main',
  });
  central().on('GET /api/v1/deliveries', () => ({ items: [delivery(), ignored], next: null }));
  const { stdout } = await run('deliveries shop --limit 2');
  expect(stdout).toMatch(/^12 +● deployed +shop +push /m);
  expect(stdout).toMatch(
    /^11 +· ignored .* again, of 9; other_branch: Pushed to next, deployed is main$/m,
  );
  const { query } = central().requests.at(-1) ?? {};
  expect(Object.fromEntries(query ?? [])).toEqual({ project: 'shop', limit: '2' });
  expect(JSON.parse((await run('deliveries --json')).stdout).items).toHaveLength(2);
});

test('one delivery leads to its deployment; its payload can be had alone', async () => {
  const detail = { ...delivery(), payload: '{"ref":"refs/heads/main"}' };
  central().on('GET /api/v1/deliveries/12', () => detail);
  central().on('GET /api/v1/deployments/d7', () => fakeDeployment({ state: 'live' }));
  const { stdout } = await run('deliveries show 12');
  expect(stdout).toMatch(/Deployment +7 ● live +vpspilot deployments show shop 7/);
  expect((await run('deliveries show 12 --payload')).stdout).toBe(`${detail.payload}\n`);
  expect((await run('deliveries show twelve')).exit).toBe(exitCodes.usage.code);
});

test('a replay says where to look next', async () => {
  central().on('POST /api/v1/deliveries/12/replay', () => ({ delivery: 13 }));
  expect((await run('deliveries replay 12')).stdout).toContain('vpspilot deliveries show 13');
});

test('nodes are shut out and removed', async () => {
  central().on('POST /api/v1/nodes/oslo/revoke', () => ({}));
  central().on('DELETE /api/v1/nodes/oslo', () => ({}));
  expect((await run('nodes revoke oslo')).stdout).toContain('vpspilot nodes token oslo');
  expect((await run('nodes remove oslo --force --json')).stdout).toContain('"removed":true');
  expect(central().requests.at(-1)?.query.get('force')).toBe('true');
});

test('a word near a subcommand is taken for one when there is no such project', async () => {
  for (const word of ['lst', 'blog']) {
    central().on(`GET /api/v1/projects/${word}/secrets`, (_request, response) =>
      sendProblem(response, 404, 'project_not_found', `There is no project '${word}'`),
    );
  }
  const slip = await run('secrets lst');
  expect(slip.stderr).toContain('Did you mean "vpspilot secrets list"?');
  expect(slip.exit).toBe(exitCodes.notFound.code);
  expect((await run('secrets blog')).stderr).toContain("no project 'blog'");
});
