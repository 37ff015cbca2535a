import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../../lib/logger.ts';

/** Takes the output of steps, complete and masked. */
export type BuildLog = (step: string, lines: readonly { text: string; atMs: bigint }[]) => void;

/**
 * The file with everything that a deployment printed; the one of the deployment before is kept
 * beside it as `build.log.1`. An agent that goes on with a deployment after a restart adds to it.
 * A file that cannot be written stops no deployment.
 */
export function openBuildLog(file: string, deploymentId: string, log: Logger): BuildLog {
  const title = `# deployment ${deploymentId}\n`;
  let isBroken = false;
  const carefully = (work: () => void) => {
    if (isBroken) return;
    try {
      work();
    } catch (error) {
      isBroken = true;
      log.warn({ err: error, file }, 'the build log cannot be written');
    }
  };
  carefully(() => {
    mkdirSync(dirname(file), { recursive: true });
    if (beginningOf(file, title.length) === title) return;
    rotate(file);
    // What applications and their builds print is for this node's owner alone.
    writeFileSync(file, title, { mode: 0o600 });
  });
  return (step, lines) =>
    carefully(() => {
      const text = lines.map((line) => `${timeText(line.atMs)} ${step} | ${line.text}\n`);
      appendFileSync(file, text.join(''));
    });
}

function timeText(atMs: bigint): string {
  return new Date(Number(atMs)).toISOString().slice(11, 23);
}

function rotate(file: string): void {
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // There was none.
  }
}

function beginningOf(file: string, length: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
