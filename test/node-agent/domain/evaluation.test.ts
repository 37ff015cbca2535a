import { expect, test } from 'vitest';
import {
  confined,
  derivationOutputs,
  nixFetchTree,
} from '../../../node-agent/commands/evaluation.ts';
import {
  evaluationLimits,
  fetchedInputs,
  inputText,
  limitError,
} from '../../../node-agent/domain/evaluation.ts';
import { evaluationFailure } from '../../../node-agent/domain/evaluation-failure.ts';

const gibibyte = 1024 ** 3;
const limits = evaluationLimits({}, 64 * gibibyte);

test('the limits follow the machine, within reason, and the settings', () => {
  expect(limits).toEqual({ seconds: 120, cpuSeconds: 60, memoryBytes: 2 * gibibyte });
  expect(evaluationLimits({}, 3 * gibibyte).memoryBytes).toBe(1.5 * gibibyte);
  expect(evaluationLimits({}, gibibyte / 2).memoryBytes).toBe(gibibyte);
  expect(evaluationLimits({ evaluation: 7 }, gibibyte)).toMatchObject({
    seconds: 7,
    cpuSeconds: 4,
  });
});

test('root runs it as nobody, in namespaces without network, in limits', () => {
  const command = confined(['nix', 'eval'], {
    asNobody: true,
    isolated: true,
    network: false,
    limits,
  });
  const text = command.join(' ');
  expect(text).toMatch(/^unshare .*--pid .*--net .*-- setpriv .*-- prlimit .* nix eval$/);
  expect(text).toContain('--reuid=65534 --regid=65534 --clear-groups --no-new-privs');
  expect(text).toContain(`--as=${2 * gibibyte} --cpu=60:61 --core=0`);
});

test('where there are no namespaces it still is nobody; who is not root has the limits only', () => {
  const bare = { isolated: false, network: false, limits };
  expect(confined(['nix'], { ...bare, asNobody: true })[0]).toBe('setpriv');
  expect(confined(['nix'], { ...bare, asNobody: false })[0]).toBe('prlimit');
  expect(confined(['nix'], { ...bare, isolated: true, asNobody: false })[0]).toBe('prlimit');
});

test('a derivation is named as the version of Nix wants it', () => {
  expect(derivationOutputs('/nix/store/x.drv', '2.8.0')).toBe('/nix/store/x.drv');
  expect(derivationOutputs('/nix/store/x.drv', '2.26.3')).toBe('/nix/store/x.drv^out');
});

test('who was ended without a word was ended by a limit', () => {
  const end = { stderr: '', errors: [], elapsedMs: 61_000 };
  expect(limitError(end, limits)?.code).toBe('evaluation_timeout');
  expect(limitError({ ...end, elapsedMs: 3_000 }, limits)?.code).toBe('evaluation_out_of_memory');
  expect(limitError({ ...end, stderr: 'error: out of memory' }, limits)?.code).toBe(
    'evaluation_out_of_memory',
  );
  expect(limitError({ ...end, errors: ['error: syntax error'] }, limits)).toBeUndefined();
});

test('inputs with a hash are fetched before; text of a lock leaves its Nix string nowhere', () => {
  const locked = {
    type: 'github',
    owner: 'numtide',
    repo: 'flake-utils',
    narHash: 'sha256-x',
    dir: 'a',
  };
  const nodes = {
    root: {},
    project: { locked: { type: 'path', narHash: 'sha256-y' } },
    'project-utils': { locked },
    'project-loose': { locked: { type: 'github' } },
  };
  const inputs = fetchedInputs({ nodes });
  expect(inputs).toEqual([{ name: 'utils', locked }]);
  expect(inputs.map(inputText)).toEqual(['github:numtide/flake-utils']);
  const command = nixFetchTree('nix', { url: '"; ${builtins.abort "out"} \\' });
  expect(command.at(-1)).not.toMatch(/(?<!\\)\$\{/);
  expect(nixFetchTree('nix', locked).at(-1)).not.toContain('dir');
});

test('the place of an error is told in the files of the project', () => {
  const project = `/nix/store/${'a'.repeat(32)}-source`;
  const errors = [
    `error: undefined variable 'foo'\n\n       at ${project}/deploy/flake.nix:9:17:\n\n     8| {\n     9| foo`,
  ];
  expect(evaluationFailure(errors, project)).toMatchObject({
    code: 'evaluation_failed',
    message: "The flake cannot be evaluated: undefined variable 'foo' (deploy/flake.nix:9:17)",
    hint: expect.stringContaining('spelling'),
  });
  // Newer versions tell the trace first.
  const trace = [
    `error:\n  … while calling at ${project}/flake.nix:3:1:\n\n  error: attribute 'x' missing`,
  ];
  expect(evaluationFailure(trace, project).message).toContain('(flake.nix:3:1)');
});
