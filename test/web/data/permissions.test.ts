import { expect, test } from 'vitest';
import * as central from '../../../central/domain/permissions.ts';
import { projectPermissions, roleGives, roles } from '../../../web/data/permissions.ts';

test('the dashboard knows the roles and permissions as central does', () => {
  expect(roles).toEqual(central.roles);
  const named = Object.keys(projectPermissions) as (keyof typeof projectPermissions)[];
  expect(projectPermissions).toEqual(
    Object.fromEntries(named.map((permission) => [permission, central.permissions[permission]])),
  );
});

test.each([
  ['deployer', 'deployments.write', true],
  ['deployer', 'deployments.read', true],
  ['viewer', 'deployments.write', false],
  ['admin', 'nodes.write', false],
  [undefined, 'projects.read', false],
  ['stranger', 'projects.read', false],
])('in a project %s gives %s: %s', (role, permission, gives) => {
  expect(roleGives(role, permission)).toBe(gives);
});
