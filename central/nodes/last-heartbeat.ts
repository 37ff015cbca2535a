import type { Heartbeat } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';

/** What the last heartbeat of a node said, in plain numbers. */
export interface NodeMeasures {
  load1m: number;
  /** 0: an older agent, which does not say. */
  cpus: number;
  memoryTotalBytes: number;
  memoryAvailableBytes: number;
  diskTotalBytes: number;
  diskAvailableBytes: number;
  releases: { projectId: number; release: number; healthy: boolean }[];
}

/** A heartbeat as JSON, as the database keeps it. */
export function heartbeatJson({ $typeName: _, $unknown: __, ...heartbeat }: Heartbeat): string {
  const releases = heartbeat.releases.map(({ $typeName: _name, $unknown: _more, ...one }) => one);
  return JSON.stringify({ ...heartbeat, releases }, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
}

/** Reads it again; what an older central has kept may lack something. */
export function readHeartbeat(json: string | null): NodeMeasures | undefined {
  if (json === null) return undefined;
  const { releases = [], ...kept } = JSON.parse(json) as Partial<NodeMeasures>;
  return { ...noMeasures, ...kept, releases };
}

const noMeasures = {
  load1m: 0,
  cpus: 0,
  memoryTotalBytes: 0,
  memoryAvailableBytes: 0,
  diskTotalBytes: 0,
  diskAvailableBytes: 0,
};
