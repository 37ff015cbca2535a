import type { AppConfig } from '../../../lib/app-config/app-config.ts';
import { type NixText, nix, nixString } from '../nix-string.ts';

/** Not among those that nixpkgs' PHP has by itself. */
const usualExtensions = ['redis'];

/** Compiled into nixpkgs' PHP: there is nothing to add. */
const builtIn = ['json', 'xml'];

/** Of php.ini; the project's own values win. */
const usualSettings: Readonly<Record<string, string>> = {
  memory_limit: '256M',
  upload_max_filesize: '50M',
  post_max_size: '50M',
  // With E in it, `artisan serve` would take the environment away from the application.
  variables_order: 'GPCS',
  // Errors belong into the log, and not to visitors.
  display_errors: 'Off',
  log_errors: 'On',
  expose_php: 'Off',
};

/** PHP with the project's extensions and settings. */
export function phpWith(php: NixText, { extensions, ini }: AppConfig['php']): NixText {
  const wanted = [...new Set([...usualExtensions, ...extensions])];
  const names = wanted.filter((name) => !builtIn.includes(name)).map(nixString);
  const settings = Object.entries({ ...usualSettings, ...ini });
  const text = settings.map(([name, value]) => `${name} = ${iniValue(value)}\n`).join('');
  const list = nix`[ ${names.join(' ') as NixText} ]`;
  return nix`(${php}.buildEnv {
          extensions = { enabled, all }: enabled ++ map (name:
            if builtins.hasAttr name all then builtins.getAttr name all
            else throw ("This version of PHP has no extension " + name)) ${list};
          extraConfig = ${nixString(text)};
        })`;
}

/**
 * A value of php.ini. Words, numbers and constants such as E_ALL & ~E_NOTICE stand as they are;
 * everything else in single quotes, where nothing has a meaning but the quote, which the schema refuses.
 */
function iniValue(value: string): string {
  return /^[\w.&|~^ -]+$/.test(value) ? value : `'${value.replaceAll("'", '')}'`;
}
