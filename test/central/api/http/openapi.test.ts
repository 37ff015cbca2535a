import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationId } from '../../../../central/api/http/operation-id.ts';
import { routes } from '../../../../central/api/http/routes.ts';

test('every route has a name of its own, in words', () => {
  const names = Object.keys(routes).map((route) => {
    const [method = '', url = ''] = route.split(' ');
    return operationId(method, url);
  });
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => !/^[a-z][a-zA-Z]+$/.test(name))).toEqual([]);
  expect(operationId('GET', '/api/v1/projects')).toBe('listProjects');
  expect(operationId('POST', '/api/v1/projects')).toBe('createProject');
  expect(operationId('POST', '/api/v1/deployments/:deployment/cancel')).toBe('cancelDeployment');
  expect(operationId('DELETE', '/api/v1/projects/:project')).toBe('deleteProject');
  expect(operationId('POST', '/api/v1/projects/:project/secrets/export')).toBe(
    'exportProjectSecrets',
  );
});

test('the committed document names problems, security and nothing twice', () => {
  const path = new URL('../../../../schema/openapi.json', import.meta.url);
  const { paths, components } = JSON.parse(readFileSync(path, 'utf8'));
  const operations = Object.values<Record<string, unknown>>(paths).flatMap((one) =>
    Object.values<{ responses: object; security?: object[] }>(one as never),
  );
  expect(operations.length).toBeGreaterThan(80);
  for (const { responses, security } of operations) {
    expect(responses).toHaveProperty('4XX');
    expect(security).toBeDefined();
  }
  expect(Object.keys(components.securitySchemes)).toEqual(['token', 'session']);
  const named = Object.keys(components.schemas);
  const used = JSON.stringify({ paths, components });
  expect(named.filter((name) => !used.includes(`"#/components/schemas/${name}"`))).toEqual([]);
});
