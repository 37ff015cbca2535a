/** What the API says, once; types, checks and the OpenAPI document come from here. */
import { z } from 'zod';

const date = z.iso.datetime();

export const deliveryOutcomes = ['received', 'deployed', 'ignored', 'refused', 'failed'] as const;

export const joinTokenSchema = z
  .object({
    token: z.string().describe('Shown once'),
    nodeName: z.string(),
    rejoins: z.boolean().describe('A node of this name exists and will be replaced'),
    expiresAt: date,
    installCommand: z.string(),
  })
  .meta({ id: 'JoinToken' });

export const deliverySchema = z
  .object({
    id: z.number().int(),
    deliveryId: z.string().nullable().describe('X-GitHub-Delivery'),
    event: z.string(),
    project: z.string().nullable(),
    outcome: z.enum(deliveryOutcomes),
    reason: z.string(),
    detail: z.string(),
    deploymentId: z.string().nullable(),
    deploymentNumber: z.number().int().nullable().describe('Within the project'),
    replayOf: z.number().int().nullable(),
    receivedAt: date,
  })
  .meta({ id: 'Delivery' });

export const auditSchema = z
  .object({
    id: z.number().int(),
    at: date,
    actor: z.string(),
    action: z.string(),
    projectId: z.number().int().nullable(),
    project: z.string().nullable().describe('Slug, while the project is there'),
    target: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'AuditEntry' });
