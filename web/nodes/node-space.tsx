import { Meter } from '../components/meter.tsx';
import type { Node } from '../data/nodes.ts';
import { bytesText } from '../data/time-text.ts';

/** How full memory or a disk is, as a bar and in words. */
export function NodeSpace({ label, space }: { label: string; space: Node['memory'] }) {
  if (space === null) return <span className="faint small">not known yet</span>;
  const used = space.totalBytes - space.availableBytes;
  const text = `${bytesText(used)} of ${bytesText(space.totalBytes)}`;
  return (
    <div className="node-space">
      <Meter value={used} max={space.totalBytes} label={`${label}: ${text}`} />
      <span className="muted small nowrap">{text}</span>
    </div>
  );
}

/** Load against the number of processors: more than one each means that programs wait. */
export function NodeLoad({ load }: { load: Node['load'] }) {
  if (load === null) return <span className="faint small">not known yet</span>;
  const text =
    load.cpus === 0 ? load.one.toFixed(2) : `${load.one.toFixed(2)} on ${load.cpus} CPUs`;
  return (
    <div className="node-space">
      <Meter value={load.one} max={Math.max(1, load.cpus)} label={`Load: ${text}`} />
      <span className="muted small nowrap">{text}</span>
    </div>
  );
}
