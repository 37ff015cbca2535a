import type { Step } from '../../node-agent/ports.ts';

/** A step that keeps what it is told. */
export function recordingStep(signal: AbortSignal = new AbortController().signal) {
  const output: string[] = [];
  const warnings: string[] = [];
  const notes: string[] = [];
  const step: Step = {
    signal,
    output: (text) => output.push(text),
    warn: (code, message) => warnings.push(`${code}: ${message}`),
    note: (text) => notes.push(text),
  };
  return Object.assign(step, { outputs: output, warnings, notes });
}
