/** Every page that is not needed at once. Few files for many pages: each would bring more of its own than it saves. */
import { type ComponentType, lazy } from 'react';

const loads: (() => Promise<unknown>)[] = [];
const reloadedKey = 'reloaded-for-update';
const reloadAgainMs = 60_000;

/** A group of pages, loaded when the first of them is needed, or before, while nothing else is to do. */
function group<Module>(load: () => Promise<Module>) {
  loads.push(load);
  return <Props extends object>(choose: (module: Module) => ComponentType<Props>) =>
    lazy(async () => ({ default: choose(await load().catch(reloadForUpdate)) }));
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

const project = group(() => import('./groups/project-pages.ts'));
export const DeploymentsPage = project((pages) => pages.DeploymentsPage);
export const DeploymentPage = project((pages) => pages.DeploymentPage);
export const LogsPage = project((pages) => pages.LogsPage);
export const MetricsPage = project((pages) => pages.MetricsPage);
export const SecretsPage = project((pages) => pages.SecretsPage);
export const DomainsPage = project((pages) => pages.DomainsPage);
export const ProjectSettingsPage = project((pages) => pages.ProjectSettingsPage);

const node = group(() => import('./groups/node-pages.ts'));
export const NewProjectPage = node((pages) => pages.NewProjectPage);
export const NodesPage = node((pages) => pages.NodesPage);
export const NewNodePage = node((pages) => pages.NewNodePage);
export const NodePage = node((pages) => pages.NodePage);
export const DeliveriesPage = node((pages) => pages.DeliveriesPage);
export const DeliveryPage = node((pages) => pages.DeliveryPage);
export const SettingsPage = node((pages) => pages.SettingsPage);

const administration = group(() => import('./groups/administration-pages.ts'));
export const AuditPage = administration((pages) => pages.AuditPage);
export const MembersPage = administration((pages) => pages.MembersPage);
export const TokensPage = administration((pages) => pages.TokensPage);
export const AccountPage = administration((pages) => pages.AccountPage);
export const ApiReferencePage = administration((pages) => pages.ApiReferencePage);
export const SetupPage = administration((pages) => pages.SetupPage);
export const InvitationPage = administration((pages) => pages.InvitationPage);

const keyboard = group(() => import('./groups/keyboard-dialogs.ts'));
export const Palette = keyboard((dialogs) => dialogs.Palette);
export const HelpDialog = keyboard((dialogs) => dialogs.HelpDialog);
