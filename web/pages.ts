import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** Every page of its own file, loaded when it is first needed. Named as its address. */

type Load<Props> = () => Promise<ComponentType<Props>>;

const loads: (() => Promise<unknown>)[] = [];
const reloadedKey = 'reloaded-for-update';
const reloadAgainMs = 60_000;

function page<Props extends object>(load: Load<Props>): LazyExoticComponent<ComponentType<Props>> {
  loads.push(load);
  return lazy(async () => ({ default: await load().catch(reloadForUpdate) }));
}

/** Central was updated while the page was open: its parts have other names now. */
function reloadForUpdate(error: unknown): Promise<never> {
  const last = Number(sessionStorage.getItem(reloadedKey) ?? 0);
  if (Date.now() - last < reloadAgainMs) throw error;
  sessionStorage.setItem(reloadedKey, String(Date.now()));
  location.reload();
  return new Promise(() => undefined);
}

/** Fetches the other pages while nothing else is to do: going there waits for data only. */
export async function preloadPages(): Promise<void> {
  for (const load of loads) {
    await idle();
    await load().catch(() => undefined);
  }
}

/** Safari has no requestIdleCallback; there a pause must do. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 5_000 });
    else setTimeout(resolve, 300);
  });
}

export const SetupPage = page(async () => (await import('./sign-in/setup.tsx')).SetupPage);
export const InvitationPage = page(
  async () => (await import('./sign-in/invitation.tsx')).InvitationPage,
);

export const NewProjectPage = page(
  async () => (await import('./new-project/new-project.tsx')).NewProjectPage,
);
export const DeploymentsPage = page(
  async () => (await import('./project/deployments.tsx')).DeploymentsPage,
);
export const DeploymentPage = page(
  async () => (await import('./project/deployment.tsx')).DeploymentPage,
);
export const LogsPage = page(async () => (await import('./project/logs.tsx')).LogsPage);
export const MetricsPage = page(async () => (await import('./project/metrics.tsx')).MetricsPage);
export const SecretsPage = page(async () => (await import('./project/secrets.tsx')).SecretsPage);
export const DomainsPage = page(async () => (await import('./project/domains.tsx')).DomainsPage);
export const ProjectSettingsPage = page(
  async () => (await import('./project/settings.tsx')).ProjectSettingsPage,
);

export const NodesPage = page(async () => (await import('./nodes/nodes.tsx')).NodesPage);
export const NewNodePage = page(async () => (await import('./nodes/new-node.tsx')).NewNodePage);
export const NodePage = page(async () => (await import('./nodes/node.tsx')).NodePage);
export const DeliveriesPage = page(
  async () => (await import('./deliveries/deliveries.tsx')).DeliveriesPage,
);
export const DeliveryPage = page(
  async () => (await import('./deliveries/delivery.tsx')).DeliveryPage,
);
export const SettingsPage = page(
  async () => (await import('./settings/settings.tsx')).SettingsPage,
);

export const AuditPage = page(async () => (await import('./audit/audit.tsx')).AuditPage);
export const MembersPage = page(async () => (await import('./members/members.tsx')).MembersPage);
export const TokensPage = page(async () => (await import('./tokens/tokens.tsx')).TokensPage);
export const AccountPage = page(async () => (await import('./account/account.tsx')).AccountPage);
export const ApiReferencePage = page(
  async () => (await import('./api-reference/api-reference.tsx')).ApiReferencePage,
);
