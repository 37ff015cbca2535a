/** How the node has fared. */
export function NodePlots(_: { name: string }) {
  return null;
}
