import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import { problemSchema } from './problem.ts';
import { accessTo } from './routes.ts';

/** Collects the routes registered after it into an OpenAPI 3.1 document, with who may use them. */
export async function describeApi(app: App): Promise<void> {
  app.addHook('onRoute', (route) => {
    const method = [route.method].flat()[0] ?? '';
    const access = accessTo(method, route.url);
    const schema: FastifySchema = route.schema ?? {};
    const isPublic = access === 'public';
    route.schema = {
      ...schema,
      tags: [tagOf(route.url)],
      ...(isPublic ? {} : { security: [{ token: [] }], description: `Permission: ${access}` }),
      response: {
        ...(typeof schema.response === 'object' ? schema.response : {}),
        ...(route.url.startsWith('/api/') ? { default: problemSchema } : {}),
      },
    };
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'vpspilot',
        version: '1',
        description: 'Errors are application/problem+json with a stable `code` and a `hint`.',
      },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'vpp_…' } },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

function tagOf(url: string): string {
  return /^\/api\/v1\/(\w+)/.exec(url)?.[1] ?? 'central';
}
