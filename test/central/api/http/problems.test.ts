import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusOf } from '../../../../central/api/http/problem.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
});

afterAll(() => central.close());

describe('errors', () => {
  test('a wrong body says where and what', async () => {
    const { status, body } = await central.call('POST', 'tokens', {
      body: { name: 'a b', role: 'king' },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', requestId: expect.any(String) });
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([
      'body/name',
      'body/role',
    ]);
  });

  test('an unknown key is refused, not ignored', async () => {
    const { body } = await central.call('POST', 'tokens', {
      body: { name: 'a', role: 'viewer', admin: true },
    });
    expect(body).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('admin'),
    });
  });

  test('what is not JSON is refused', async () => {
    const broken = await central.call('POST', 'tokens', {
      body: '{"name":',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken).toMatchObject({ status: 400, body: { status: 400 } });
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const answer = await central.call('POST', 'tokens', {
        body: 'x',
        headers: { 'content-type': type },
      });
      expect(answer, type).toMatchObject({ status: 415, body: { code: 'invalid_media_type' } });
    }
  });

  test('a body above the limit is refused', async () => {
    const body = { name: 'x'.repeat(1024 * 1024), role: 'viewer' };
    expect(await central.call('POST', 'tokens', { body })).toMatchObject({ status: 413 });
  });

  test('our own errors say nothing but a request id, and are logged with their stack', async () => {
    const { db } = central.context;
    const broken = await central.call('GET', '/healthz');
    expect(broken.status).toBe(200);
    const original = db.apiToken.findFirst;
    Object.assign(db.apiToken, { findFirst: () => Promise.reject(new Error('the secret reason')) });
    const { status, body, text } = await central.call('GET', '/healthz', { as: 'nobody' });
    Object.assign(db.apiToken, { findFirst: original });
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal_error' });
    expect(text).not.toContain('the secret reason');
    const line = central.logged.find(
      (logged) =>
        logged.includes(body.requestId) &&
        logged.includes('problem.ts') === false &&
        logged.includes('stack'),
    );
    expect(line).toContain('the secret reason');
  });

  test('every code has a status', () => {
    expect(statusOf('project_not_found')).toBe(404);
    expect(statusOf('domain_taken')).toBe(409);
    expect(statusOf('secret_key_invalid')).toBe(400);
  });
});

describe('the server as a whole', () => {
  test('answers carry security headers and a request id, and no CORS', async () => {
    const { headers } = await central.call('GET', 'projects', {
      headers: { origin: 'https://evil.example' },
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers['strict-transport-security']).not.toContain('includeSubDomains');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('OpenAPI 3.1 describes every API route with its permission', async () => {
    const { body } = await central.call('GET', 'openapi.json', { as: 'nobody' });
    expect(body.openapi).toBe('3.1.0');
    const create = body.paths['/api/v1/projects'].post;
    expect(create).toMatchObject({
      summary: 'Create a project',
      operationId: 'createProject',
      security: [{ token: [] }, { session: [] }],
      description: 'Permission: projects.create',
    });
    expect(create.requestBody.content['application/json'].schema.required).toContain(
      'repositoryUrl',
    );
    expect(create.responses['201']).toBeDefined();
    expect(create.responses['4XX']).toEqual({ $ref: '#/components/responses/Problem' });
    expect(body.components.schemas).toHaveProperty('Project');
    expect(body.paths['/api/v1/deployments/{deployment}/events']).toHaveProperty('get');
    expect(body.paths['/healthz'].get.security).toEqual([]);
  });

  test('the schema of config.vpspilot.json and the metrics are served', async () => {
    const schema = await central.call('GET', '/config.schema.json', { as: 'nobody' });
    expect(schema).toMatchObject({ status: 200, body: { type: 'object' } });
    const metrics = await central.call('GET', '/metrics', { as: 'viewer' });
    expect(metrics.text).toMatch(/^vpspilot_nodes_connected 0$/m);
    expect(metrics.text).toMatch(/^vpspilot_build_info\{version="[\d.]+"\} 1$/m);
    expect(metrics.text).toMatch(
      /^vpspilot_http_request_duration_seconds_bucket\{method="GET",route="\/config.schema.json",status="200",le="\+Inf"\} \d+$/m,
    );
    expect(metrics.text).toMatch(/^vpspilot_event_loop_lag_seconds\{quantile="max"\} [\d.e-]+$/m);
    expect(metrics.text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });
});
