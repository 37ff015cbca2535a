import { timeOf } from './parse-time.ts';

export interface AuditFilters {
  project?: string;
  actor?: string;
  action?: string;
  since?: string;
  until?: string;
  search?: string;
}

/** What the options say, in the API's words. */
export function auditQuery({ project, actor, action, since, until, search }: AuditFilters) {
  return {
    ...(project === undefined ? {} : { project }),
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(since === undefined ? {} : { from: timeOf(since) }),
    ...(until === undefined ? {} : { to: timeOf(until) }),
    ...(search === undefined ? {} : { q: search }),
  };
}
