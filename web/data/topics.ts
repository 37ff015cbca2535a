/** Whether a query whose key starts with `key` may show something else now that these topics have changed. */
export function isConcerned(key: unknown, topics: readonly string[]): boolean {
  if (typeof key !== 'string') return false;
  return topics.includes('*') || topics.includes(key);
}
