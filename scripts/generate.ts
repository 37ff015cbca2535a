/** Makes everything that is generated: the contract's code, the config's schema and reference. Committed. */
import { runCommand } from '../lib/run-command.ts';

await runCommand(['buf', 'lint']);
await runCommand(['buf', 'generate']);
await import('./generate-config-docs.ts');
console.log('proto/gen, schema/ and docs/config-reference.md are up to date');
