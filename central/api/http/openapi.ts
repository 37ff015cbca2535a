import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { App } from './app.ts';
import { finishDocument, type Json } from './openapi-document.ts';
import { operationId } from './operation-id.ts';
import { accessTo } from './routes.ts';

const description = `Everything the dashboard and the command line do.

Errors are application/problem+json with a stable \`code\` and a \`hint\`. Lists come in pages: \`next\` of an
answer is \`cursor\` of the next request. A POST that creates takes an \`Idempotency-Key\`. What can be
changed sends an \`etag\`, and takes it back as \`if-match\`.`;

/** Collects the routes registered after it into an OpenAPI 3.1 document, with who may use them. */
export async function describeApi(app: App): Promise<void> {
  app.addHook('onRoute', (route) => {
    const method = [route.method].flat()[0] ?? '';
    const access = accessTo(method, route.url);
    const schema: FastifySchema & { produces?: readonly string[] } = route.schema ?? {};
    const isPublic = access === 'public';
    route.schema = {
      ...schema,
      operationId: schema.operationId ?? operationId(method, route.url),
      tags: schema.tags ?? [tagOf(route.url)],
      ...(isPublic
        ? { security: [] }
        : {
            security: [{ token: [] }, { session: [] }],
            description: `Permission: ${access?.replace(/^\w+:/, '')}`,
          }),
      ...(schema.response === undefined && schema.produces !== undefined
        ? { response: { 200: textOf(schema.produces) } }
        : {}),
    };
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'vpspilot', version: '1', description },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'API token, vpp_…' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'vpspilot',
            description: 'What the dashboard has; changes need the header x-csrf-token too',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (input) =>
      finishDocument(jsonSchemaTransformObject(input) as { [key: string]: Json }) as ReturnType<
        typeof jsonSchemaTransformObject
      >,
  });
}

function textOf(types: readonly string[]) {
  return { content: Object.fromEntries(types.map((type) => [type, { schema: z.string() }])) };
}

function tagOf(url: string): string {
  return /^\/api\/v1\/(\w+)/.exec(url)?.[1] ?? 'central';
}
