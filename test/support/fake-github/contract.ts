/** What GitHub takes and answers, checked against the types that it publishes itself. */
import type { components, operations } from '@octokit/openapi-types';
import { z } from 'zod';

type Schemas = components['schemas'];
type Body<Name extends keyof operations> = operations[Name] extends {
  requestBody?: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

export type StatusBody = Body<'repos/create-commit-status'>;
export type DeploymentBody = Body<'repos/create-deployment'>;
export type DeploymentStatusBody = Body<'repos/create-deployment-status'>;
export type AccessTokenBody = Body<'apps/create-installation-access-token'>;

export type StatusAnswer = Pick<
  Schemas['status'],
  'id' | 'node_id' | 'url' | 'state' | 'description' | 'target_url' | 'context'
>;
export type DeploymentAnswer = Pick<
  Schemas['deployment'],
  'id' | 'node_id' | 'url' | 'sha' | 'ref' | 'task' | 'payload' | 'environment' | 'description'
>;
export type DeploymentStatusAnswer = Pick<
  Schemas['deployment-status'],
  'id' | 'node_id' | 'url' | 'state' | 'description' | 'environment' | 'log_url'
>;
export type InstallationAnswer = Pick<Schemas['installation'], 'id' | 'permissions'>;
export type InstallationTokenAnswer = Pick<
  Schemas['installation-token'],
  'token' | 'expires_at' | 'permissions' | 'repository_selection'
>;
export type AppAnswer = Pick<
  NonNullable<Schemas['integration']>,
  'id' | 'slug' | 'name' | 'permissions' | 'events'
>;
export type UserAnswer = Pick<Schemas['private-user'], 'login' | 'id' | 'type'>;
export type ErrorAnswer = Schemas['basic-error'];

const text = z.string();
const description = z.string().max(140).exactOptional();

/** Stricter than GitHub, which ignores what it does not know: a misspelt key must not pass here. */
export const statusBody = z.strictObject({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.url().exactOptional(),
  description,
  context: text.exactOptional(),
}) satisfies z.ZodType<StatusBody>;

export const deploymentBody = z.strictObject({
  ref: text.min(1),
  task: text.exactOptional(),
  auto_merge: z.boolean().exactOptional(),
  required_contexts: z.array(text).exactOptional(),
  payload: z.record(text, z.unknown()).exactOptional(),
  environment: text.exactOptional(),
  description: z.string().max(140).nullable().exactOptional(),
  transient_environment: z.boolean().exactOptional(),
  production_environment: z.boolean().exactOptional(),
}) satisfies z.ZodType<DeploymentBody>;

export const deploymentStatusBody = z.strictObject({
  state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
  log_url: z.url().exactOptional(),
  description,
  environment: text.exactOptional(),
  environment_url: z.url().exactOptional(),
  auto_inactive: z.boolean().exactOptional(),
}) satisfies z.ZodType<DeploymentStatusBody>;

export const accessTokenBody = z.strictObject({
  repositories: z.array(text).exactOptional(),
  permissions: z
    .strictObject({
      contents: z.enum(['read', 'write']).exactOptional(),
      statuses: z.enum(['read', 'write']).exactOptional(),
      deployments: z.enum(['read', 'write']).exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<AccessTokenBody>;
