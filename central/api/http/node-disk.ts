import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { findNode } from '../../projects/find-node.ts';
import type { App } from './app.ts';
import { nodeParams } from './parameters.ts';
import { cleanedSchema, nodeDiskSchema } from './schemas/nodes.ts';

/** What fills a node's disks, and cleaning it. Both ask the node. */
export function nodeDiskRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/nodes/:node/disk',
    schema: {
      summary: 'What each project keeps on a node, and what cleaning would free',
      params: nodeParams,
      response: { 200: nodeDiskSchema },
    },
    handler: async ({ params }) => {
      await findNode(context, params.node);
      throw new UserError('not_implemented', 'The report is not there yet');
    },
  });
  app.route({
    method: 'POST',
    url: '/api/v1/nodes/:node/clean',
    schema: {
      summary: 'Remove from a node what nothing needs any more',
      params: nodeParams,
      response: { 200: cleanedSchema },
    },
    handler: async ({ params }) => {
      await findNode(context, params.node);
      throw new UserError('not_implemented', 'Cleaning is not there yet');
    },
  });
}
