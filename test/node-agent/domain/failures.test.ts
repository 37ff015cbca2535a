import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explanationOf, explanations } from '../../../node-agent/domain/failures/explain.ts';
import type { Stage } from '../../../node-agent/domain/failures/explanation.ts';
import { nearMisses } from './failure-near-misses.ts';
import { writtenSamples } from './failure-samples.ts';

const folder = new URL('../failures/', import.meta.url);

/** What the real programs printed, by name. */
const recorded = new Map(
  readdirSync(folder)
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split(/^=== /m))
    .filter((section) => section !== '')
    .map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1).trimEnd()] as const;
    }),
);

const expected: readonly [name: string, stage: Stage, code: string, hint: RegExp][] = [
  ['npm-differ', 'build', 'lock_out_of_date', /package-lock\.json differ.*npm install/],
  ['npm-nolock', 'build', 'lock_missing', /no package-lock\.json/],
  ['npm-engine', 'build', 'wrong_runtime_version', /Node \(>=99\).*runtime\.node/],
  ['npm-cached', 'build', 'package_not_locked', /npm install/],
  ['npm-noscript', 'build', 'script_missing', /"biuld"/],
  ['npm-command', 'build', 'command_not_found', /"vite".*devDependencies/],
  ['npm-postinstall2', 'build', 'network_in_build', /install script of @acme\/fetcher/],
  ['pnpm-differ', 'build', 'lock_out_of_date', /pnpm-lock\.yaml/],
  ['pnpm-nolock', 'build', 'lock_missing', /pnpm-lock\.yaml/],
  ['pnpm-engine', 'build', 'wrong_runtime_version', />=99/],
  ['pnpm-noscript', 'build', 'script_missing', /"biuld"/],
  ['yarn1-differ', 'build', 'lock_out_of_date', /yarn\.lock/],
  ['yarn1-engine', 'build', 'wrong_runtime_version', />=99/],
  ['yarn1-noscript', 'build', 'script_missing', /"biuld"/],
  ['berry-differ', 'build', 'lock_out_of_date', /yarn\.lock/],
  ['node-module', 'start', 'module_missing', /^express is not installed/],
  ['node-file', 'start', 'module_missing', /main\.js is not in the release/],
  ['node-esm', 'start', 'module_missing', /^fastify is not installed/],
  ['node-heap', 'build', 'node_heap_full', /max-old-space-size/],
  ['node-heap', 'start', 'node_heap_full', /memory_limit/],
  ['node-inuse', 'start', 'port_in_use', /PORT/],
  ['node-eacces', 'start', 'folder_not_writable', /\/usr\/cache.*"storage"/],
  ['node-port80', 'start', 'port_forbidden', /1024/],
  ['node-net', 'build', 'network_in_build', /no network/],
  ['node-spawn', 'build', 'command_not_found', /"ffmpeg"/],
  ['node-refused', 'start', 'service_unreachable', /DATABASE_URL/],
  ['composer-platform', 'build', 'wrong_runtime_version', /PHP \(>=99\).*runtime\.php/],
  ['composer-offline', 'build', 'network_in_build', /no network/],
  ['php-memory', 'build', 'php_memory_limit', /32 MB/],
  ['php-require', 'start', 'module_missing', /autoload\.php is not in the release/],
  ['artisan', 'release', 'module_missing', /^artisan is not in the release/],
  ['go-missing', 'build', 'lock_out_of_date', /go mod tidy/],
  ['go-net', 'build', 'network_in_build', /no network/],
  ['go-sum', 'build', 'package_not_locked', /go mod tidy/],
  ['go-sum2', 'build', 'lock_out_of_date', /go mod tidy/],
  ['go-vendor', 'build', 'lock_out_of_date', /go mod vendor/],
  ['go-version', 'build', 'wrong_runtime_version', /Go 1\.99\.2.*runtime\.go/],
  ['poetry-lock', 'build', 'lock_out_of_date', /poetry lock/],
  ['poetry-python', 'build', 'wrong_runtime_version', />=3\.99.*runtime\.python/],
  ['rb-version', 'build', 'wrong_runtime_version', /Ruby \(9\.9\.9\).*runtime\.ruby/],
  ['rb-frozen', 'build', 'lock_out_of_date', /Gemfile\.lock/],
  ['rb-local', 'build', 'package_not_locked', /sinatra/],
  ['rb-net', 'build', 'network_in_build', /no network/],
  ['rb-load', 'start', 'module_missing', /^sinatra is not installed/],
  ['rb-key', 'start', 'variable_missing', /DATABASE_URL/],
  ['rb-file', 'start', 'module_missing', /^app\.rb is not in the release/],
  ['rb-perm', 'start', 'folder_not_writable', /\/usr\/x.*"storage"/],
  ['py-module', 'start', 'module_missing', /^django is not installed/],
  ['py-distutils', 'build', 'module_missing', /no longer brings distutils/],
  ['py-key', 'start', 'variable_missing', /DATABASE_URL/],
  ['py-file', 'release', 'module_missing', /manage\.py is not in the release/],
  ['py-perm', 'start', 'folder_not_writable', /\/usr\/x.*"storage"/],
  ['py-mem', 'build', 'build_out_of_memory', /more memory/],
  ['py-mem', 'start', 'out_of_memory', /memory_limit/],
  ['py-inuse', 'start', 'port_in_use', /PORT/],
  ['pip-missing', 'build', 'package_not_locked', /gunicorn==21\.2\.0/],
  ['pip-header', 'build', 'library_missing', /frob\.h/],
  ['pip-gcc', 'build', 'compiler_missing', /"gcc"/],
  ['puppeteer', 'build', 'puppeteer_download', /PUPPETEER_SKIP_DOWNLOAD/],
  ['cypress', 'build', 'cypress_download', /CYPRESS_INSTALL_BINARY/],
  ['prisma-generate', 'build', 'prisma_download', /prisma-engines/],
  ['electron', 'build', 'electron_download', /ELECTRON_SKIP/],
  ['playwright', 'build', 'playwright_download', /PLAYWRIGHT_SKIP/],
  ['sharp', 'start', 'sharp_binary_missing', /--os=linux/],
  ['gyp', 'build', 'node_headers_download', /nodedir/],
  ['ld', 'build', 'library_missing', /libfrob/],
  ['pkgconf', 'build', 'library_missing', /vips.*nix\.packages/],
  ['interp', 'build', 'interpreter_missing', /#!/],
  ['env-missing', 'build', 'command_not_found', /"hugo"/],
  ['sh-missing', 'build', 'command_not_found', /"hugo"/],
  ['bash-missing', 'build', 'command_not_found', /"hugo"/],
  ['nospace', 'build', 'disk_full', /disk is full/],
];

describe('K102: what real programs said', () => {
  test.each(expected)('%s (%s): %s', (name, stage, code, hint) => {
    const said = recorded.get(name)?.split('\n');
    if (said === undefined) throw new Error(`there is no recording ${name}`);
    const cause = explanationOf({ stage, said });
    expect(cause).toMatchObject({ code, hint: expect.stringMatching(hint) });
  });

  test('every recording is expected to mean something', () => {
    const named = new Set(expected.map(([name]) => name));
    expect([...recorded.keys()].filter((name) => !named.has(name))).toEqual([]);
  });
});

describe('what is documented', () => {
  test.each(writtenSamples)('$code ($stage): $text', ({ stage, text, code, hint, byNix }) => {
    const lines = text.split('\n');
    const failed = byNix ? { stage, said: [], errors: lines } : { stage, said: lines };
    expect(explanationOf(failed)).toMatchObject({ code, hint: expect.stringMatching(hint) });
  });

  test('no cause is without a sample', () => {
    const texts = [...recorded.values(), ...writtenSamples.map(({ text }) => text)];
    const unseen = explanations.filter(({ pattern }) => !texts.some((text) => pattern.test(text)));
    expect(unseen.map(({ code, pattern }) => `${code} ${pattern}`)).toEqual([]);
  });
});

describe('what only looks alike', () => {
  const stages: Stage[] = ['build', 'test', 'release', 'start'];

  test.each(nearMisses)('%s', (text) => {
    for (const stage of stages) {
      expect(explanationOf({ stage, said: text.split('\n') }), stage).toBeUndefined();
    }
  });
});

test('a very long line costs no time', () => {
  const startedAt = performance.now();
  explanationOf({
    stage: 'build',
    said: Array.from({ length: 400 }, () => 'a/b: '.repeat(20_000)),
  });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
