import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import { django } from './django.ts';
import { go } from './go.ts';
import type { Language } from './language.ts';
import { laravel } from './laravel.ts';
import { nodejs } from './nodejs.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { staticSite } from './static.ts';

const languages: Readonly<Record<Exclude<AppConfig['type'], 'custom'>, Language>> = {
  django,
  go,
  laravel,
  nodejs,
  python,
  ruby,
  static: staticSite,
};

/** How projects of this type are built; undefined for `custom`, which brings its own flake. */
export function languageOf(type: AppConfig['type']): Language | undefined {
  return type === 'custom' ? undefined : languages[type];
}
