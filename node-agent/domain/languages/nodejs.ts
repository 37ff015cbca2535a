import type { Language } from './language.ts';

export const nodejs: Language = {
  template: 'nodejs',
  runtimes: ['node'],
  optionalRuntimes: {},
  families: ['javascript'],
  mayHaveNoStart: false,
  environment: { NODE_ENV: 'production' },
};
