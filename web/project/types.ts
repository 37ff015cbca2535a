import type { components } from '../../lib/api/openapi.ts';

type Schemas = components['schemas'];

export type Project = Schemas['Project'];
export type Deployment = Schemas['Deployment'];
/** As it stands in a list: with its steps. */
export type DeploymentSummary = Schemas['DeploymentSummary'];
export type DeploymentDetail = Schemas['DeploymentDetail'];
export type ProjectMetrics = Schemas['ProjectMetrics'];
