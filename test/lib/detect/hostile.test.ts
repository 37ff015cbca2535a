import { expect, test } from 'vitest';
import { detectProject } from '../../../lib/detect/detect-project.ts';
import { filesOf } from '../../../lib/detect/source-files.ts';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { repositories } from '../../support/repositories/repositories.ts';

const table = readToolchainTable();
/** A sixteenth of what a file may be to be read at all: what takes hours there takes many seconds here. */
const size = 64 * 1024;

/** What makes careless patterns take hours. */
const pieces = [
  ...['\n', ' ', '\t', 'a', '(', '[', '{', '"', "'", '/', '#', '=', '$', '1.', 'a b ', '"a', 'a/'],
  ...[
    'mkShell {',
    'packages = [',
    'def create_app(',
    'ruby (',
    'gem "',
    'env("',
    'web: x ',
    'x:  ',
  ],
  ...['name="', 'SECRET_KEY="A', '[tool.poetry.dependencies]\n', 'go\n\n', 'outDir:  ', '- name: '],
  ...[
    'app = ',
    'app: x ',
    'package main',
    "'/health",
    'toolchain ',
    'module a/',
    'GET /health',
    '{{',
  ],
];

const names = [...new Set(Object.values(repositories).flatMap(({ files }) => Object.keys(files)))];

test('nothing that somebody may push takes more than a moment to look at', () => {
  let slowest = { ms: 0, piece: '' };
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
    const files = filesOf(Object.fromEntries(names.map((name) => [name, text])));
    const begun = performance.now();
    for (const type of ['custom', 'laravel', 'django', 'python', 'ruby', 'nodejs']) {
      detectProject(files, { folderName: 'x', table, today: '2026-01-01', type });
    }
    const ms = performance.now() - begun;
    if (ms > slowest.ms) slowest = { ms, piece: JSON.stringify(piece) };
  }
  expect(slowest.ms, slowest.piece).toBeLessThan(2_000);
}, 120_000);
