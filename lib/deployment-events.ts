import type { DeploymentState } from './deployment-states.ts';

export interface DeploymentFailure {
  code: string;
  message: string;
  hint?: string | undefined;
}

/** What happens to a deployment, as central's event stream tells it (`data` of each event). `at` is Unix milliseconds. */
export type DeploymentEvent =
  | { kind: 'state'; at: number; state: DeploymentState; failure?: DeploymentFailure | undefined }
  | {
      kind: 'step';
      at: number;
      step: string;
      state: 'running' | 'done' | 'skipped' | 'failed' | 'canceled';
      durationMs?: number | undefined;
      note?: string | undefined;
    }
  | { kind: 'output'; at: number; step: string; stderr: boolean; text: string }
  | { kind: 'warning'; at: number; code: string; message: string };
