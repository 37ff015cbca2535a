/** Why this cannot name a node; undefined when it can. Central has the last word. */
export function nodeNameProblem(name: string): string | undefined {
  if (name === '') return 'Give it a name: oslo';
  if (name.length > 40) return 'At most 40 characters';
  if (name === 'new') return '“new” is an address of its own here; choose another name';
  if (!/^[a-z0-9-]+$/.test(name)) return 'Lower-case letters, digits and hyphens only';
  return /^-|-$/.test(name) ? 'No hyphen at the beginning or end' : undefined;
}

/** What a join command waits for. */
interface Joining {
  nodeName: string;
  /** Unix milliseconds. */
  madeAt: number;
}

/**
 * Whether the node that was waited for is there. A node of this name that was connected before does
 * not count; clocks of browser and central may differ by a little.
 */
export function hasJoined(
  nodes: readonly { name: string; connected: boolean; connectedSince: string | null }[],
  { nodeName, madeAt }: Joining,
  wasConnectedSince: string | null,
): boolean {
  const node = nodes.find(({ name }) => name === nodeName);
  if (node === undefined || !node.connected) return false;
  if (node.connectedSince === null) return wasConnectedSince === null;
  return (
    node.connectedSince !== wasConnectedSince && Date.parse(node.connectedSince) > madeAt - 300_000
  );
}
