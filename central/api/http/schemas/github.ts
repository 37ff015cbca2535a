import { z } from 'zod';

const date = z.iso.datetime();

export const connectionSchema = z
  .object({
    id: z.number().int(),
    name: z.string().describe('Projects name it by this'),
    kind: z.enum(['app', 'token']),
    apiUrl: z.string(),
    appId: z.string().nullable(),
    credential: z.string().describe('Tells credentials apart without showing them: ghp_…a1b2'),
    webhookUrl: z.string().nullable().describe("Of the App; null: its webhook's secret is not set"),
    projects: z.array(z.string()).describe('Slugs of the projects that use it'),
    createdBy: z.string(),
    createdAt: date,
    lastReport: z
      .object({ at: date, outcome: z.enum(['pending', 'sent', 'failed']), detail: z.string() })
      .nullable()
      .describe('The newest thing that GitHub was told, or should have been'),
  })
  .meta({ id: 'GithubConnection' });

export const connectionWishSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'expected 1 to 60 letters, digits and . _ -')
    .describe('Projects name it by this'),
  kind: z.enum(['app', 'token']),
  apiUrl: z
    .string()
    .max(500)
    .default('https://api.github.com')
    .describe('GitHub Enterprise: https://<host>/api/v3'),
  appId: z
    .string()
    .regex(/^\w[\w.-]{0,60}$/)
    .optional()
    .describe('App: its id or client id'),
  privateKey: z.string().max(20_000).optional().describe('App: PEM as GitHub gives it'),
  token: z
    .string()
    .regex(/^[\w-]{10,500}$/, 'expected a token as GitHub shows it')
    .optional()
    .describe('A fine-grained or classic personal access token'),
  webhookSecret: z
    .string()
    .min(16)
    .max(200)
    .optional()
    .describe('App: the secret of its webhook, for pushes of all its repositories'),
});

export const connectionTestSchema = z
  .object({
    ok: z.boolean(),
    account: z.string().nullable().describe('As whom GitHub knows it'),
    detail: z.string().describe('Its permissions, or what is wrong'),
  })
  .meta({ id: 'GithubConnectionTest' });

export const deployKeySchema = z
  .object({
    publicKey: z.string().describe('One line for "Deploy keys" in the settings of the repository'),
    fingerprint: z.string(),
  })
  .meta({ id: 'DeployKey' });
