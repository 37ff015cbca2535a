import type { z } from 'zod';
import type { DiskReport } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { auditEntry } from '../../accounts/audit.ts';
import type { Context } from '../../context.ts';
import { askClean, askDisk } from '../../nodes/ask-node.ts';
import { findNode } from '../../projects/find-node.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { nodeParams } from './parameters.ts';
import { cleanedSchema, nodeDiskSchema } from './schemas/nodes.ts';

/** What fills a node's disks, and cleaning it. Both ask the node. */
export function nodeDiskRoutes(app: App, context: Context): void {
  show(app, context);
  clean(app, context);
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/nodes/:node/disk',
    schema: {
      summary: 'What each project keeps on a node, and what cleaning would free',
      params: nodeParams,
      response: { 200: nodeDiskSchema },
    },
    handler: async ({ params }) => {
      const node = await findNode(context, params.node);
      const report = await askDisk(context, node);
      const projects = await context.db.project.findMany({
        where: { nodeId: node.id, deletedAt: null },
        select: { id: true, slug: true },
      });
      return diskView(report, new Map(projects.map(({ id, slug }) => [id, slug])));
    },
  });
}

function clean(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/nodes/:node/clean',
    schema: {
      summary: 'Remove from a node what nothing needs any more',
      params: nodeParams,
      response: { 200: cleanedSchema },
    },
    handler: async (request) => {
      const node = await findNode(context, request.params.node);
      const { actor } = callerIn(request);
      const entry = { actor, action: 'node.clean', target: node.name };
      const { freedBytes } = await askClean(context, node);
      const detail = `${freedBytes} bytes`;
      await context.db.auditEntry.create({ data: auditEntry({ ...entry, detail }) });
      return { freedBytes: Number(freedBytes) };
    },
  });
}

/** What a node still keeps of a project that is gone here goes under its number. */
function diskView(
  report: DiskReport,
  slugs: ReadonlyMap<number, string>,
): z.input<typeof nodeDiskSchema> {
  return {
    at: new Date(Number(report.atMs)).toISOString(),
    storeBytes: Number(report.storeBytes),
    freeableBytes: Number(report.freeableBytes),
    cacheBytes: Number(report.cacheBytes),
    projects: report.projects.map(({ projectId, releases, logsBytes, sharedBytes }) => ({
      project: slugs.get(projectId) ?? `#${projectId}`,
      logsBytes: Number(logsBytes),
      sharedBytes: Number(sharedBytes),
      releases: releases.map(({ release, bytes, ownBytes, live, keptFor }) => ({
        number: release,
        bytes: Number(bytes),
        ownBytes: Number(ownBytes),
        live,
        keptFor,
      })),
    })),
  };
}
