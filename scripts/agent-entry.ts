/** Where the bundled agent begins: puts the templates beside itself, then runs the agent. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The bundler writes it: gzip in base64 of JSON, path in templates/ → text. */
declare const vpspilotShippedFiles: string;

const folder = join(import.meta.dirname, 'templates');
const stamp = join(folder, '.shipped');
const digest = createHash('sha256').update(vpspilotShippedFiles).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const text = gunzipSync(Buffer.from(vpspilotShippedFiles, 'base64')).toString('utf8');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(JSON.parse(text) as Record<string, string>)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  // Last: a start that was interrupted does it again.
  writeFileSync(stamp, digest);
}

await import('../node-agent/main.ts');
