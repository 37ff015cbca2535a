/** What is loaded together: the pages of one project. */
export { DeploymentPage } from '../project/deployment.tsx';
export { DeploymentsPage } from '../project/deployments.tsx';
export { DomainsPage } from '../project/domains.tsx';
export { LogsPage } from '../project/logs.tsx';
export { MetricsPage } from '../project/metrics.tsx';
export { SecretsPage } from '../project/secrets.tsx';
export { ProjectSettingsPage } from '../project/settings.tsx';
