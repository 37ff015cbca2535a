/** What a check found: undefined when all is well, otherwise what to show. */
export interface Check {
  name: string;
  /** How to mend it, where a command does. */
  fix?: string;
  run(): Promise<string | undefined>;
}
