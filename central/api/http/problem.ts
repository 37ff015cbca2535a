import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { nearest } from '../../../lib/app-config/nearest.ts';
import { UserError } from '../../../lib/user-error.ts';
import { TooManyAttempts } from '../../accounts/attempts.ts';

/** RFC 9457. `code` is stable, `hint` says what to do next. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    hint: z.string().optional(),
    /** Find it in central's log. */
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

type Problem = z.infer<typeof problemSchema>;

/** Codes with a status of their own; `…_not_found` is 404, the rest is 400. */
const statusOfCode: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  cross_origin: 403,
  csrf_token_invalid: 403,
  owner_required: 403,
  token_exceeds_rights: 403,
  wrong_password: 403,
  wrong_code: 403,
  wrong_credentials: 401,
  idempotency_key_reused: 422,
  idempotency_in_progress: 409,
  precondition_failed: 412,
  challenge_over: 401,
  setup_done: 409,
  link_over: 410,
  member_exists: 409,
  last_owner: 409,
  totp_on: 409,
  totp_off: 409,
  project_exists: 409,
  domain_taken: 409,
  github_connection_exists: 409,
  project_has_releases: 409,
  deployment_unfinished: 409,
  node_required: 409,
  node_removed: 409,
  node_has_projects: 409,
  node_offline: 409,
  agent_outdated: 409,
  node_busy: 409,
  node_report_failed: 502,
  last_admin_token: 409,
  nothing_live: 409,
  release_is_live: 409,
  release_not_kept: 409,
  deployment_over: 409,
  deployment_past_switch: 409,
  delivery_not_replayable: 409,
  too_many_requests: 429,
  too_busy: 503,
  master_key_missing: 500,
  sealed_value_damaged: 500,
};

export function statusOf(code: string): number {
  return statusOfCode[code] ?? (code.endsWith('_not_found') ? 404 : 400);
}

/** Sends an error as problem+json; what nobody can mend by himself is logged with its stack. */
export function sendError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = { ...problemOf(error, request), requestId: request.id };
  if (error instanceof TooManyAttempts) reply.header('retry-after', error.retryAfterSeconds);
  if (problem.status >= 500) request.log.error({ err: error }, problem.detail);
  return sendProblem(reply, problem);
}

export function sendProblem(reply: FastifyReply, problem: Omit<Problem, 'type' | 'title'>) {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `urn:vpspilot:problem:${problem.code}`,
      title: STATUS_CODES[problem.status] ?? 'Error',
      ...problem,
    });
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0] ?? '';
  return sendProblem(reply, {
    status: 404,
    code: 'route_not_found',
    detail: `There is nothing at ${request.method} ${path.slice(0, 200)}`,
    hint: 'GET /api/v1/openapi.json lists what there is',
    requestId: request.id,
  });
}

/** What may be said of an error; the rest is for the log. */
export function problemOf(
  error: unknown,
  request?: FastifyRequest,
): Omit<Problem, 'type' | 'title' | 'requestId'> {
  if (error instanceof UserError) {
    const { code, message, hint } = error;
    return {
      status: statusOf(code),
      code,
      detail: message,
      ...(hint === undefined ? {} : { hint }),
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error, request);
  if (isClientError(error)) {
    const code = error.code.toLowerCase().replace(/^fst_err_(?:ctp_)?/, '');
    return { status: error.statusCode, code, detail: error.message };
  }
  return {
    status: 500,
    code: 'internal_error',
    detail: 'Internal error',
    hint: "Central's log has the details under this request id",
  };
}

/** Fastify's own refusals: a body that is no JSON, a wrong content type, … */
function isClientError(error: unknown): error is FastifyError & { statusCode: number } {
  if (!(error instanceof Error && 'statusCode' in error && 'code' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode < 500;
}

function invalidRequest(error: FastifyError, request: FastifyRequest | undefined) {
  const errors = (error.validation ?? []).map(({ instancePath, message }) => ({
    path: `${error.validationContext ?? ''}${instancePath}`,
    message: message ?? 'invalid',
  }));
  const first = errors[0];
  const hint = suggestion(error, request);
  return {
    status: 400,
    code: 'invalid_request',
    detail: first === undefined ? error.message : `${first.path}: ${first.message}`,
    ...(hint === undefined ? {} : { hint }),
    errors,
  };
}

/** What may have been meant by a key that nobody knows. */
function suggestion({ validation, validationContext }: FastifyError, request?: FastifyRequest) {
  const issue = validation?.find(({ keyword }) => keyword === 'unrecognized_keys');
  const [key] = (issue?.params as { keys?: string[] } | undefined)?.keys ?? [];
  const schemas = request?.routeOptions.schema as Record<string, unknown> | undefined;
  const schema = schemas?.[validationContext ?? ''];
  if (key === undefined || !(schema instanceof z.ZodObject)) return undefined;
  const known = Object.keys(schema.shape);
  const near = nearest(key, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return known.length === 0 ? 'It takes none' : `There are ${known.join(', ')}`;
}
