import { describe, expect, test } from 'vitest';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { compareVersions, versionsOf } from '../../../lib/toolchains/table.ts';

const table = readToolchainTable();
const rows = Object.entries(table.runtimes).flatMap(([runtime, { versions }]) =>
  Object.entries(versions).map(([version, row]) => ({
    ...row,
    name: `${runtime} ${version}`,
    runtime,
    version,
  })),
);
const attributeOf: Readonly<Record<string, (version: string) => string>> = {
  node: (version) => `nodejs_${version}`,
  php: (version) => `php${version.replace('.', '')}`,
  python: (version) => `python${version.replace('.', '')}`,
  go: (version) => `go_${version.replace('.', '_')}`,
  ruby: (version) => `ruby_${version.replace('.', '_')}`,
};

describe('the version table', () => {
  test('every pin is complete, and none is there twice', () => {
    for (const [name, { rev, narHash, lastModified }] of Object.entries(table.pins)) {
      expect(name).toMatch(/^\d\d\.(05|11)$/);
      expect(rev).toMatch(/^[0-9a-f]{40}$/);
      expect(Buffer.from(narHash.replace(/^sha256-/, ''), 'base64')).toHaveLength(32);
      // A release is branched in its month, and its pin is a revision after that.
      if (lastModified !== undefined) {
        const branched = Date.parse(`20${name.replace('.', '-')}-01`) / 1_000;
        expect(lastModified).toBeGreaterThan(branched);
      }
    }
    const revisions = Object.values(table.pins).map(({ rev }) => rev);
    expect(new Set(revisions).size).toBe(revisions.length);
  });

  test('what Nix 2.8 cannot evaluate says so', () => {
    for (const [name, { needsNix }] of Object.entries(table.pins)) {
      expect(needsNix === undefined, name).toBe(compareVersions(name, '25.11') < 0);
    }
  });

  test.each(rows)('$name: pins that exist, an attribute as nixpkgs names it', (row) => {
    expect(row.pins.length).toBeGreaterThan(0);
    expect(new Set(row.pins).size).toBe(row.pins.length);
    for (const pin of row.pins) expect(table.pins).toHaveProperty([pin]);
    expect(row.attribute).toBe(attributeOf[row.runtime]?.(row.version));
    if (row.endOfLife !== undefined) expect(row.endOfLife).toMatch(/^20\d\d-\d\d-\d\d$/);
    for (const pin of row.permittedInsecure ?? []) expect(row.pins).toContain(pin);
  });

  test('what must be permitted is named', () => {
    for (const { runtime, permittedInsecure, name } of rows) {
      if (permittedInsecure === undefined) continue;
      expect(table.runtimes[runtime]?.insecurePackages.length, name).toBeGreaterThan(0);
    }
  });

  test('a release that has a version has it in all releases between', () => {
    const releases = Object.keys(table.pins).sort(compareVersions);
    for (const { pins, name } of rows) {
      const places = pins.map((pin) => releases.indexOf(pin)).sort((a, b) => a - b);
      const [first = 0] = places;
      expect(places, name).toEqual(places.map((_, index) => first + index));
    }
  });

  test('later versions end later', () => {
    for (const runtime of Object.values(table.runtimes)) {
      const ends = versionsOf(runtime).map(
        (version) => runtime.versions[version]?.endOfLife ?? '9',
      );
      const odd = ends.filter((end, index) => index > 0 && end < (ends[index - 1] ?? ''));
      // Node 21, of which nobody expected a long life.
      expect(odd.length).toBeLessThanOrEqual(1);
    }
  });

  test('defaults, aliases and reasons for refusal agree with the rows', () => {
    for (const runtime of Object.values(table.runtimes)) {
      const standard = runtime.versions[runtime.default];
      expect(standard?.pins[0]).toBe(table.defaultPins[0]);
      expect(standard?.permittedInsecure).toBeUndefined();
      for (const version of Object.keys(runtime.unavailable ?? {})) {
        expect(runtime.versions).not.toHaveProperty([version]);
      }
    }
  });
});
