import type { Language } from './language.ts';

export const staticSite: Language = {
  template: 'static',
  runtimes: ['node'],
  optionalRuntimes: {},
  families: ['javascript'],
  mayHaveNoStart: true,
  environment: { NODE_ENV: 'production' },
};
