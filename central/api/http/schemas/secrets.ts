/** Secrets as the API shows them. */
import { z } from 'zod';
import { deploymentSchema } from './deployments.ts';

const date = z.iso.datetime();
const nodeId = z
  .string()
  .nullable()
  .describe("Id of the node whose own value it is; null: every node's");

export const secretKind = z
  .enum(['sensitive', 'plain'])
  .describe('The value of a plain one is shown to everybody who may see the project');

export const secretSchema = z
  .object({
    key: z.string(),
    node: nodeId,
    nodeName: z.string().nullable(),
    kind: secretKind,
    value: z.string().nullable().describe('null: it is sensitive'),
    version: z.number().int().describe('Version of the environment in which it was last set'),
    updatedAt: date,
    updatedBy: z.string(),
    remindAt: date.nullable(),
    note: z.string(),
  })
  .meta({ id: 'Secret' });

export const secretListSchema = z
  .object({
    environmentVersion: z.number().int(),
    appliedVersion: z
      .number()
      .int()
      .nullable()
      .describe('Which version the live release has; null: nothing is live'),
    pending: z.boolean().describe('Something was changed that the live release does not have'),
    items: z.array(secretSchema),
    placeholders: z
      .array(z.string())
      .describe('Names that the config file of the newest deployment asks for'),
    missing: z.array(z.string()).describe('Those of them without a value: a deployment would fail'),
    unused: z
      .array(z.string())
      .describe('Secrets that no placeholder names. The application gets them all the same'),
  })
  .meta({ id: 'SecretList' });

export const secretsChangedSchema = z
  .object({
    environmentVersion: z.number().int(),
    deployment: deploymentSchema.nullable().describe('null: nothing is live, or apply was false'),
  })
  .meta({ id: 'SecretsChanged' });

const finding = z.object({ line: z.number().int(), message: z.string() });

export const importPreviewSchema = z
  .object({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    same: z.array(z.string()),
    removed: z.array(z.string()).describe('Set now and not in the text: gone with remove: true'),
    problems: z
      .array(finding)
      .describe('With one of these nothing is imported, and the lists are empty'),
    notes: z.array(finding).describe('What is allowed and may surprise'),
  })
  .meta({ id: 'ImportPreview' });

export const secretChangeSchema = z
  .object({ key: z.string(), node: nodeId, change: z.enum(['added', 'changed', 'removed']) })
  .meta({ id: 'SecretChange' });

export const environmentChangeSchema = z
  .object({
    environmentVersion: z.number().int(),
    at: date,
    by: z.string(),
    changes: z.array(secretChangeSchema),
  })
  .meta({ id: 'EnvironmentChange' });
