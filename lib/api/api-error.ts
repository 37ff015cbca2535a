import { UserError } from '../user-error.ts';

/** What central says when it refuses, RFC 9457; `status` 0: it said nothing at all. */
export class ApiError extends UserError {
  override name = 'ApiError';
  readonly status: number;
  /** Find it in central's log. */
  readonly requestId: string | undefined;
  /** Which parts of the request are wrong. */
  readonly errors: readonly { path: string; message: string }[];
  /** Too many attempts: so long none more is taken. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    problem: {
      code: string;
      detail: string;
      hint?: string | undefined;
      requestId?: string | undefined;
      errors?: readonly { path: string; message: string }[] | undefined;
      retryAfterSeconds?: number | undefined;
    },
    options: ErrorOptions = {},
  ) {
    const { code, detail, hint, requestId, errors = [] } = problem;
    super(code, detail, { ...options, ...(hint === undefined ? {} : { hint }) });
    this.status = status;
    this.requestId = requestId;
    this.errors = errors;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** The error that an answer stands for. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  const problem = problemIn(text);
  if (problem !== undefined) {
    const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 0) || undefined;
    return new ApiError(response.status, { ...problem, retryAfterSeconds });
  }
  // Not central's own words: a proxy in between, or something else altogether.
  const isAway = response.status >= 502 && response.status <= 504;
  return isAway
    ? new ApiError(0, {
        code: 'central_unreachable',
        detail: `The server answers ${response.status}: central is not running behind it`,
      })
    : notCentral(response.status);
}

/** What answers there is not central. */
export function notCentral(status: number, cause?: unknown): ApiError {
  const detail = `What answers (${status}) is not a vpspilot central`;
  return new ApiError(status, { code: 'not_central', detail }, { cause });
}

/** No answer: `cause` is what fetch threw. */
export function unreachable(cause: unknown): ApiError {
  const problem = { code: 'central_unreachable', detail: 'Central does not answer' };
  return new ApiError(0, problem, { cause });
}

function problemIn(text: string) {
  try {
    const { code, detail, hint, requestId, errors } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code !== 'string' || typeof detail !== 'string') return undefined;
    return {
      ...{ code, detail },
      hint: typeof hint === 'string' ? hint : undefined,
      requestId: typeof requestId === 'string' ? requestId : undefined,
      errors: Array.isArray(errors) ? (errors as { path: string; message: string }[]) : undefined,
    };
  } catch {
    return undefined;
  }
}
