import type { Digests } from '../../node-agent/adapters/dependencies/digests.ts';

/** Stands in for central's record where a test has no central: remembers, and refuses what has changed. */
export function localDigests(known = new Map<string, string>()): Digests {
  return {
    async check(ecosystem, observed) {
      for (const [key, sha256] of Object.entries(observed)) {
        const name = `${ecosystem} ${key}`;
        const before = known.get(name) ?? sha256;
        if (before !== sha256) throw new Error(`dependency_changed: ${name}`);
        known.set(name, sha256);
      }
    },
  };
}
