import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { createHttpServer } from '../../central/api/http/server.ts';
import { defaultSettings } from '../../central/config/settings.ts';
import { createContext } from '../../central/context.ts';

/** Everything that is made from central's routes, by path. */
export async function apiFiles(): Promise<Record<string, string>> {
  const document = await apiDocument();
  return {
    'schema/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'lib/api/openapi.ts': await typesOf(document),
  };
}

/** What `GET /api/v1/openapi.json` answers. */
async function apiDocument(): Promise<OpenAPI3> {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-api-'));
  try {
    const settings = defaultSettings({ dataDirectory: folder, logLevel: 'silent' });
    const context = await createContext(settings);
    const app = await createHttpServer(context);
    try {
      await app.ready();
      return app.swagger() as unknown as OpenAPI3;
    } finally {
      await app.close();
      await context.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function typesOf(document: OpenAPI3): Promise<string> {
  const nodes = await openapiTS(structuredClone(document), {
    // What has a default may be left out of a request; answers always have it.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return `/** Types of central's HTTP API, made by scripts/generate-api.ts from its OpenAPI document. */\n${astToString(nodes)}`;
}
