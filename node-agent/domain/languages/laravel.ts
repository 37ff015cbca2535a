import type { Language } from './language.ts';

export const laravel: Language = {
  template: 'laravel',
  runtimes: ['php'],
  optionalRuntimes: { node: 'package.json' },
  families: ['php', 'javascript'],
  mayHaveNoStart: false,
  environment: { APP_ENV: 'production' },
};
