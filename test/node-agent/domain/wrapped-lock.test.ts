import { describe, expect, test } from 'vitest';
import { wrappedLock } from '../../../node-agent/domain/custom-flake.ts';

describe("the lock around a project's own lock", () => {
  const nodes = { nixpkgs: { locked: { rev: 'ours' } }, project: { locked: { path: '/src' } } };

  test('keeps its inputs, one level down, and what follows what', () => {
    const own = {
      root: 'root',
      version: 7,
      nodes: {
        root: { inputs: { nixpkgs: 'nixpkgs', utils: 'utils' } },
        nixpkgs: { locked: { rev: 'theirs' } },
        utils: { inputs: { nixpkgs: ['nixpkgs'], systems: 'systems' } },
        systems: {},
      },
    };
    expect(wrappedLock(JSON.stringify(own), nodes).nodes).toEqual({
      root: { inputs: { nixpkgs: 'nixpkgs', project: 'project' } },
      nixpkgs: { locked: { rev: 'ours' } },
      project: {
        locked: { path: '/src' },
        inputs: { nixpkgs: 'project-nixpkgs', utils: 'project-utils' },
      },
      'project-nixpkgs': { locked: { rev: 'theirs' } },
      'project-utils': {
        inputs: { nixpkgs: ['project', 'nixpkgs'], systems: 'project-systems' },
      },
      'project-systems': {},
    });
  });

  test('is complete without one, and refuses what is none', () => {
    expect(wrappedLock(undefined, nodes).nodes['project']).toEqual({
      locked: { path: '/src' },
      inputs: {},
    });
    expect(() => wrappedLock('<<<<', nodes)).toThrow(
      expect.objectContaining({ code: 'flake_invalid' }),
    );
  });
});
