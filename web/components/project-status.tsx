import type { components } from '../../lib/api/openapi.ts';
import { Status } from './status.tsx';

type Project = Pick<components['schemas']['Project'], 'status' | 'live'>;

/** How a project is. A failed deployment takes nothing away: the release before it still serves. */
export function ProjectStatus({
  project: { status, live },
  markOnly = false,
}: {
  project: Project;
  markOnly?: boolean;
}) {
  const state = status === 'failed' && live !== null ? 'live_last_failed' : status;
  return <Status state={state} markOnly={markOnly} />;
}
