import type { Language } from './language.ts';

export const go: Language = {
  template: 'go',
  runtimes: ['go'],
  optionalRuntimes: { node: 'package.json' },
  families: ['go', 'javascript'],
  mayHaveNoStart: false,
  environment: {},
};
