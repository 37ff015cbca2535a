/** Every state of a deployment, with the states it may move to. */
export const deploymentStates = {
  queued: ['running', 'canceled', 'superseded', 'failed'],
  running: ['live', 'failed', 'canceled'],
  live: ['replaced', 'rolled_back'],
  /** A replaced release is live again when the watch took its successor back. */
  replaced: ['live'],
  rolled_back: [],
  /** Given up because its node was silent; then the node came back, and it had gone on to live. */
  failed: ['live'],
  canceled: [],
  superseded: [],
} as const satisfies Record<string, readonly string[]>;

export type DeploymentState = keyof typeof deploymentStates;

/** The steps of a deployment in their order. `switch` is the point of no return. */
export const deploymentSteps = [
  'fetch',
  'config',
  'dependencies',
  'render',
  'build',
  'test',
  'secrets',
  'release',
  'start',
  'health',
  'switch',
  'drain',
  'watch',
] as const;

export type DeploymentStep = (typeof deploymentSteps)[number];

export type DeploymentKind = 'push' | 'manual' | 'rollback' | 'environment';

export function canMove(from: DeploymentState, to: DeploymentState): boolean {
  const allowed: readonly string[] = deploymentStates[from];
  return allowed.includes(to);
}

/** Nothing more will happen to it before traffic moves again. */
export function isSettled(state: DeploymentState): boolean {
  return state !== 'queued' && state !== 'running';
}
