import { defineConfig } from 'vitest/config';

/** A ring of its own, which the test of the second try runs. */
// biome-ignore lint/style/noDefaultExport: Vitest asks for it.
export default defineConfig({
  test: { projects: [{ test: { name: 'platform', include: ['*.fixture.ts'] } }] },
});
