import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CommandLine, runCommand, tryCommand } from '../../lib/run-command.ts';

const script = (code: string): CommandLine => [process.execPath, '-e', code];

test('stdout is returned without its final newline, stderr apart from it', async () => {
  const result = await runCommand(script('console.log("a\\nb"); console.error("warning")'));
  expect(result).toMatchObject({ exitCode: 0, stdout: 'a\nb', stderr: 'warning' });
});

test('bytes stay bytes', async () => {
  const result = await runCommand(script('process.stdout.write(Buffer.from([0, 255, 10]))'), {
    binary: true,
  });
  expect([...result.bytes]).toEqual([0, 255, 10]);
});

test('every line is told, the last one without a newline too, and a very long one', async () => {
  const lines: string[] = [];
  await runCommand(script('console.log("x".repeat(3e6)); process.stdout.write("end")'), {
    onLine: (line, stream) => lines.push(`${stream} ${line.length}`),
  });
  expect(lines).toEqual(['stdout 3000000', 'stdout 3']);
});

test('a failure has the exit code and the last lines', async () => {
  const failing = runCommand(script('console.error("no space"); process.exit(3)'));
  await expect(failing).rejects.toThrow('ended with exit code 3: no space');
});

test('an exit code other than 0 is a result for tryCommand', async () => {
  expect((await tryCommand(script('process.exit(3)'))).exitCode).toBe(3);
});

test('a program that is not there is named', async () => {
  await expect(runCommand(['no-such-program'])).rejects.toMatchObject({ code: 'command_missing' });
});

test('input is given, and a program that does not read it is no error', async () => {
  const upper = script(
    'process.stdin.on("data", (d) => process.stdout.write(String(d).toUpperCase()))',
  );
  expect((await runCommand(upper, { input: 'abc' })).stdout).toBe('ABC');
  const deaf = await runCommand(script(''), { input: 'x'.repeat(1e6) });
  expect(deaf.exitCode).toBe(0);
});

test('the environment is added to, or replaced', async () => {
  const show = script('console.log(process.env.GIVEN, process.env.HOME === undefined)');
  const env = { GIVEN: 'yes' };
  expect((await runCommand(show, { env })).stdout).toBe('yes false');
  expect((await runCommand(show, { env, inheritEnv: false })).stdout).toBe('yes true');
});

test('an abort ends the whole process group, and its reason is thrown', async () => {
  const controller = new AbortController();
  const child = 'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" })';
  const lines: string[] = [];
  const running = runCommand(script(`console.log(${child}.pid); setInterval(() => {}, 1000)`), {
    signal: controller.signal,
    onLine: (line) => {
      lines.push(line);
      controller.abort(new Error('canceled'));
    },
  });
  await expect(running).rejects.toThrow('canceled');
  await expect.poll(() => isAlive(Number(lines[0]))).toBe(false);
});

test('a program that ignores SIGTERM is killed', async () => {
  const deaf = script(
    'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)',
  );
  const running = runCommand(deaf, { timeoutMs: 300, killAfterMs: 100 });
  await expect(running).rejects.toMatchObject({ code: 'command_timed_out' });
});

/** An ended process that nobody has collected yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
