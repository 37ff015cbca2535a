/** Makes everything that is generated: the contract's code, the config's schema and reference. Committed. */
import { runCommand } from '../lib/run-command.ts';

await runCommand(['buf', 'lint']);
await runCommand(['buf', 'generate']);
await import('./generate-config-docs.ts');
await import('./generate-versions-docs.ts');
console.log('proto/gen, schema/, docs/config-reference.md and docs/versions.md are up to date');
