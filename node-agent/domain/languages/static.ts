import type { Language } from './language.ts';
import { ruby } from './ruby.ts';

/**
 * Files, as they are or made by a generator: of npm, of a Gemfile (Jekyll), or named in nix.packages
 * (hugo, zola). Only what the project's files ask for is there.
 */
export const staticSite: Language = {
  template: 'static',
  runtimes: [],
  optionalRuntimes: { node: 'package.json', ruby: 'Gemfile' },
  families: ['javascript', 'ruby'],
  mayHaveNoStart: true,
  environment: { NODE_ENV: 'production' },
  variables: (input) => (input.runtimes.ruby === undefined ? {} : (ruby.variables?.(input) ?? {})),
};
