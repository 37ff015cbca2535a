import type { Draft } from './draft.ts';
import type { SourceFiles } from './source-files.ts';

/** How one kind of project is recognised and built. */
export interface Recipe {
  type: string;
  /** Undefined when it is something else. */
  recognise(files: SourceFiles): { framework: string; because: string } | undefined;
  /** Writes down the commands; the runtime's version, the Procfile and the health path come from elsewhere. */
  fill(draft: Draft, files: SourceFiles): void;
}
