import { busyShare, deploymentId, longLogLines, type Size } from './seed.ts';

/** What a page of the dashboard asks central for; `n` is another number each time. */
export type Query = (n: number) => string[];

/** Every list and search, by name. */
export function queriesOf(size: Size, busyCursor: string): Record<string, Query> {
  const project = (n: number) => `project-${String(1 + (n % size.projects)).padStart(4, '0')}`;
  const other = (n: number) => project(1 + (n % (size.projects - 1)));
  const busy = project(0);
  const deployment = (n: number) => deploymentId(1 + ((n * 7919) % size.deployments));
  const log = `/deployments/${deploymentId(1)}/log?format=json`;
  const newest = Math.floor(size.deployments / busyShare);
  return {
    overview: () => ['/projects?limit=200', '/nodes'],
    projects: () => ['/projects'],
    projects_search: (n) => [`/projects?q=${project(n).slice(-3)}`],
    project: (n) => [`/projects/${project(n)}`],
    deployments: (n) => [`/projects/${other(n)}/deployments`],
    deployments_of_busiest: () => [`/projects/${busy}/deployments`],
    deployments_deep_page: () => [`/projects/${busy}/deployments?cursor=${busyCursor}`],
    deployments_failed: () => [`/projects/${busy}/deployments?state=failed`],
    deployments_search: (n) => [`/projects/${other(n)}/deployments?q=colours%20${n}`],
    deployments_search_of_busiest: (n) => [`/projects/${busy}/deployments?q=nothing%20${n}`],
    deployment: (n) => [`/deployments/${deployment(n)}`],
    deployment_by_number: (n) => [`/projects/${busy}/deployments/${1 + (n % newest)}`],
    log_page: (n) => [`/deployments/${deployment(n)}/log?format=json`],
    log_page_of_long: () => [`${log}&limit=500`],
    log_search: (n) => [`/deployments/${deployment(n)}/log?format=json&q=no-such-${n}`],
    log_search_of_long: (n) => [`${log}&q=of%20${longLogLines - n}`],
    secrets: (n) => [`/projects/${project(n)}/secrets`],
    deliveries: () => ['/deliveries'],
    deliveries_ignored: () => ['/deliveries?outcome=ignored'],
    deliveries_of_project: (n) => [`/deliveries?project=${project(n)}`],
    audit: () => ['/audit'],
    audit_of_project: (n) => [`/audit?project=${project(n)}`],
    audit_of_person: (n) => [`/audit?actor=person-${n % 40}@example.org`],
    audit_of_action: () => ['/audit?action=secret.set'],
    audit_search: (n) => [`/audit?q=KEY_${n % 30}`],
    audit_search_nothing: (n) => [`/audit?q=no-such-${n}`],
    palette: (n) => [`/search?q=${project(n)}`],
    palette_words: () => ['/search?q=translate'],
    palette_nothing: (n) => [`/search?q=no-such-${n}`],
  };
}
