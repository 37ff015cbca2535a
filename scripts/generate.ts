/** Makes everything that is generated: the contract's code, the config's schema, references and pages. Committed. */
import { runCommand } from '../lib/run-command.ts';

await runCommand(['buf', 'lint']);
await runCommand(['buf', 'generate']);
await import('./generate-config-docs.ts');
await import('./generate-versions-docs.ts');
await import('./generate-template-docs.ts');
await import('./generate-api.ts');
console.log(
  'proto/gen, schema/, lib/api/openapi.ts, docs/config-reference.md, docs/versions.md and docs/templates are up to date',
);
