import type { Language } from './language.ts';

export const django: Language = {
  template: 'django',
  runtimes: ['python'],
  optionalRuntimes: { node: 'package.json' },
  families: ['python', 'javascript'],
  mayHaveNoStart: false,
  environment: { PYTHONUNBUFFERED: '1' },
};
