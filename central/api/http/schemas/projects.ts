/** Projects as the API shows them. */
import { z } from 'zod';
import { deploymentSchema } from './deployments.ts';

const date = z.iso.datetime();

export const projectSchema = z
  .object({
    id: z.number().int(),
    slug: z.string(),
    description: z.string(),
    status: z
      .enum(['live', 'deploying', 'failed', 'never_deployed', 'node_offline'])
      .describe('failed: the newest deployment did; an earlier release may serve all the same'),
    repositoryUrl: z.string(),
    repositoryName: z.string(),
    branch: z.string(),
    watchPaths: z
      .array(z.string())
      .describe(
        'Patterns of paths: only a push that changes one of them deploys; empty: every push',
      ),
    domains: z.array(z.string()),
    addresses: z.array(z.string()).describe('URLs of the domains, as visitors reach them'),
    appUrl: z.string().nullable().describe('The first of the addresses'),
    autoDeploy: z.boolean(),
    node: z.object({ id: z.string(), name: z.string(), connected: z.boolean() }),
    environmentVersion: z.number().int(),
    webhookUrl: z.string(),
    githubConnection: z.string().nullable().describe('Name of the connection'),
    deployKey: z
      .object({ publicKey: z.string(), fingerprint: z.string() })
      .nullable()
      .describe('What the node fetches the repository with'),
    createdAt: date,
    live: deploymentSchema.nullable().describe('The deployment that has the traffic'),
    latest: deploymentSchema.nullable(),
  })
  .meta({ id: 'Project' });

export const webhookSetupSchema = z
  .object({
    url: z.string(),
    secret: z.string().describe('Shown once'),
    contentType: z.literal('application/json'),
    events: z.tuple([z.literal('push')]),
    instructions: z.string(),
  })
  .meta({ id: 'WebhookSetup' });

export const domainSchema = z
  .object({
    domain: z.string(),
    url: z.string(),
    certificate: z.object({
      state: z
        .enum(['valid', 'none', 'unknown'])
        .describe('none: the address has no TLS; unknown: the node has not told of it'),
      notAfter: date.nullable(),
    }),
    dns: z.array(z.string()).optional().describe('Addresses that its name leads to'),
  })
  .meta({ id: 'Domain' });
