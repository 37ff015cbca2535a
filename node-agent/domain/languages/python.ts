import type { Language } from './language.ts';

export const python: Language = {
  template: 'python',
  runtimes: ['python'],
  optionalRuntimes: { node: 'package.json' },
  families: ['python', 'javascript'],
  mayHaveNoStart: false,
  environment: { PYTHONUNBUFFERED: '1' },
};
