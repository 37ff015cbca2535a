import type { Language } from './language.ts';
import { python } from './python.ts';

/** Without STATIC_ROOT the command fails. */
const collectStatic =
  "if grep -rqs --include='*.py' --exclude-dir=.venv STATIC_ROOT .; then python manage.py collectstatic --noinput; fi";

/** Python with what Django's own tutorials do. */
export const django: Language = {
  ...python,
  template: 'django',
  defaultCommands: ({ has }) => (has('manage.py') ? [collectStatic] : []),
};
