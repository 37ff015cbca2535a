type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Only the options that were given: the API refuses a key without a value. */
export function given<T extends object>(options: T): Given<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}
