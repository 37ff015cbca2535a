import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayGive } from '../../../central/accounts/caller.ts';
import {
  higher,
  isPermission,
  lower,
  may,
  type Permission,
  permissions,
  reaches,
  roles,
} from '../../../central/domain/permissions.ts';
import {
  mayIn,
  permissionsOf,
  projectFilter,
  type Rights,
  visibleProjects,
} from '../../../central/domain/rights.ts';

const names = Object.keys(permissions) as Permission[];
const role = fc.constantFrom(...roles);
const maybeRole = fc.option(role);
const permission = fc.constantFrom(...names);
const rights: fc.Arbitrary<Rights> = fc.record({
  role: maybeRole,
  projectRoles: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 5 }), role), { maxLength: 4 })
    .map((entries) => new Map(entries)),
  scopes: fc.oneof(fc.constant([]), fc.uniqueArray(permission, { minLength: 1, maxLength: 5 })),
});
const project = fc.option(fc.integer({ min: 1, max: 6 }));

describe('rights', () => {
  test('a higher role may all that a lower one may', () => {
    fc.assert(
      fc.property(role, role, permission, (a, b, name) => {
        const [low, high] = reaches(a, b) ? [b, a] : [a, b];
        expect(!may(low, name) || may(high, name)).toBe(true);
        expect(lower(a, b)).toBe(low);
        expect(higher(a, b)).toBe(high);
      }),
    );
  });

  test('a project is visible exactly when the permission is there in it', () => {
    fc.assert(
      fc.property(rights, permission, (who, name) => {
        const visible = visibleProjects(who, name);
        for (let id = 1; id <= 6; id += 1) {
          const isIn = visible === 'all' || visible.includes(id);
          expect(isIn).toBe(mayIn(who, name, id));
        }
      }),
    );
  });

  test('scopes only take away', () => {
    fc.assert(
      fc.property(rights, permission, project, (who, name, id) => {
        if (mayIn(who, name, id)) expect(mayIn({ ...who, scopes: [] }, name, id)).toBe(true);
      }),
    );
  });

  test('what is given away is never more than what one has', () => {
    fc.assert(
      fc.property(rights, role, project, fc.uniqueArray(permission), (who, given, id, scopes) => {
        if (!mayGive(who, { role: given, projectId: id, scopes })) return;
        const token: Rights = { role: given, projectRoles: new Map(), scopes };
        for (const name of names) {
          if (name !== 'self.read' && mayIn(token, name, null))
            expect(mayIn(who, name, id), name).toBe(true);
        }
      }),
    );
  });

  test('nobody without a role may anything outside of projects', () => {
    const nobody: Rights = { role: null, projectRoles: new Map([[1, 'admin']]), scopes: [] };
    expect(permissionsOf(nobody)).toEqual([]);
    expect(projectFilter(visibleProjects(nobody))).toEqual({ projectId: { in: [1] } });
    expect(projectFilter('all')).toEqual({});
    expect(isPermission('toString')).toBe(false);
  });
});
