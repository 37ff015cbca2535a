/** Steps that begin at or after the point of no return. */
const pastSwitch = new Set(['switch', 'drain', 'watch']);

export interface DeploymentActions {
  cancel: boolean;
  redeploy: boolean;
  rollBack: boolean;
}

interface State {
  state: string;
  step: string | null;
  liveAt: Date | null;
}

/** What can be done with a deployment as it is. */
export function actionsOf({ state, step, liveAt }: State): DeploymentActions {
  const isUnfinished = state === 'queued' || state === 'running';
  return {
    cancel: isUnfinished && !isPastSwitch({ state, step }),
    redeploy: !isUnfinished,
    // What the watch has taken back, and what never was live, is nothing to return to.
    rollBack: state === 'replaced' && liveAt !== null,
  };
}

/** Whether it has taken the traffic: then it cannot be canceled any more. */
export function isPastSwitch({ state, step }: Omit<State, 'liveAt'>): boolean {
  return state === 'live' || (state === 'running' && pastSwitch.has(step ?? ''));
}
