import type { Answer, HttpCentral } from './http-central.ts';

/** A request without any token or session, with what a browser would send. */
export function asNobody(
  central: HttpCentral,
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return central.call(method, path, {
    as: 'nobody',
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

/** What the browser sends back of an answer's cookie. */
export function cookieOf(answer: Answer): string {
  return String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
}
