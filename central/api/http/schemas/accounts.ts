/** What the API says of people, sessions, invitations and tokens. */
import { z } from 'zod';
import { isPermission, type Permission, projectRoles, roles } from '../../../domain/permissions.ts';

const date = z.iso.datetime();
export const roleSchema = z.enum(roles).meta({ id: 'Role' });
export const projectRoleSchema = z.enum(projectRoles).meta({ id: 'ProjectRole' });

export const meSchema = z
  .object({
    kind: z.enum(['session', 'token']),
    actor: z.string().describe('As histories name the caller'),
    role: roleSchema.nullable().describe('Everywhere; null: only what projectRoles say'),
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        totp: z.boolean(),
        recoveryCodesLeft: z.number().int(),
      })
      .nullable()
      .describe('null: a token that belongs to nobody'),
    permissions: z.array(z.string()).describe('Outside of projects'),
    projectRoles: z.record(z.string(), projectRoleSchema).describe('By slug'),
    csrfToken: z
      .string()
      .nullable()
      .describe('For the header x-csrf-token of every change; null for tokens'),
    version: z.string(),
  })
  .meta({ id: 'Me' });

export const signedInSchema = z
  .object({ state: z.literal('signed_in'), me: meSchema })
  .meta({ id: 'SignedIn' });

export const codeNeededSchema = z
  .object({
    state: z.literal('code_needed'),
    challenge: z.string().describe('Good for five minutes and a few attempts'),
  })
  .meta({ id: 'CodeNeeded' });

export const sessionSchema = z
  .object({
    id: z.string(),
    current: z.boolean(),
    createdAt: date,
    lastSeenAt: date.describe('To the minute'),
    expiresAt: date,
    address: z.string(),
    userAgent: z.string(),
  })
  .meta({ id: 'Session' });

const projectRoleOf = z.object({
  project: z.string().max(100).describe('Slug'),
  role: projectRoleSchema,
});

export const memberSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema.nullable(),
    totp: z.boolean(),
    disabled: z.boolean(),
    lastSeenAt: date.nullable(),
    createdAt: date,
    projects: z.array(projectRoleOf),
  })
  .meta({ id: 'Member' });

export const projectMemberSchema = z
  .object({
    member: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    role: roleSchema,
    from: z.enum(['project', 'everywhere']),
  })
  .meta({ id: 'ProjectMember' });

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: roleSchema.nullable(),
    projects: z.array(projectRoleOf),
    createdBy: z.string(),
    createdAt: date,
    expiresAt: date,
  })
  .meta({ id: 'Invitation' });

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    scopes: z.array(z.string()).describe('Permissions; empty: all of its role'),
    project: z.string().nullable().describe('The only project it is for'),
    userId: z.string().nullable().describe('Whose it is; it may never do more than this person'),
    createdBy: z.string(),
    createdAt: date,
    expiresAt: date.nullable(),
    lastUsedAt: date.nullable(),
    revokedAt: date.nullable(),
  })
  .meta({ id: 'ApiToken' });

/** What people type. Text is only bounded here; what it must be, the use cases say. */
export const emailInput = z.string().trim().min(3).max(254);
export const nameInput = z.string().trim().min(1).max(100);
export const passwordInput = z.string().max(1000).describe('12 to 200 characters');
export const secretInput = z.string().max(1000);
export const linkTokenInput = z.string().min(1).max(200);
export const projectRolesInput = z.array(projectRoleOf).max(500);
export const scopesInput = z
  .array(
    z
      .string()
      .refine((text): text is Permission => isPermission(text), 'there is no such permission'),
  )
  .max(100);
