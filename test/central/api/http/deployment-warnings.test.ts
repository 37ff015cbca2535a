import { afterAll, beforeAll, expect, test } from 'vitest';
import { warningLine } from '../../../../central/domain/deployment-events.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  await addProject(central);
});

afterAll(() => central.close());

test('a deployment shows what it was warned of, each thing once, in its order', async () => {
  const { body } = await central.call('POST', 'projects/shop/deployments');
  const at = new Date('2026-01-02T03:04:05Z');
  const endOfLife = 'Node.js 18 gets no security fixes since 2025-04-30';
  const lines = [
    warningLine(at, 'waiting', 'Waiting for node oslo'),
    warningLine(at, 'runtime_version', endOfLife),
    warningLine(at, 'offline_stand_in', 'go 1.26 asked, 1.24 used'),
    // Said again by the next attempt.
    warningLine(new Date('2026-01-02T04:00:00Z'), 'runtime_version', endOfLife),
  ];
  await central.context.db.logLine.createMany({
    data: lines.map((line) => ({ ...line, deploymentId: body.id })),
  });
  const shown = await central.call('GET', `deployments/${body.id}`);
  expect(shown.body.warnings).toEqual([
    { at: at.toISOString(), code: 'runtime_version', message: endOfLife },
    { at: at.toISOString(), code: 'offline_stand_in', message: 'go 1.26 asked, 1.24 used' },
  ]);
});

test('the OpenAPI document describes them', async () => {
  const { body } = await central.call('GET', 'openapi.json');
  const schemas = JSON.stringify(body.components.schemas.DeploymentDetail);
  expect(schemas).toContain('"warnings"');
});
