/** What the doctor found out about one thing. */
export interface Check {
  name: string;
  /** `skipped`: not needed here. */
  state: 'ok' | 'warning' | 'problem' | 'skipped';
  found: string;
  /** What to do about it: a command where there is one. */
  mend?: string;
}
