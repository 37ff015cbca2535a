import type { Language } from './language.ts';

export const ruby: Language = {
  template: 'ruby',
  runtimes: ['ruby'],
  optionalRuntimes: { node: 'package.json' },
  families: ['ruby', 'javascript'],
  mayHaveNoStart: false,
  environment: { RACK_ENV: 'production' },
};
