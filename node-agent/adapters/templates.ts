import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import handlebars from 'handlebars';
import type { CustomFlakeView } from '../domain/custom-flake.ts';
import type { FlakeView } from '../domain/flake-view.ts';
import { templatesDirectory } from './toolchain-table.ts';

const extension = '.nix.tmpl';

/** Reads every template once; the result turns a type's template and a view into the text of flake.nix. */
export function loadTemplates(directory = templatesDirectory()) {
  const engine = handlebars.create();
  const partials = join(directory, 'partials');
  for (const file of templatesIn(partials)) {
    engine.registerPartial(nameOf(file), readFileSync(join(partials, file), 'utf8'));
  }
  // Values are Nix text already; HTML escapes would break them.
  const options = { noEscape: true, strict: true, knownHelpersOnly: true } as const;
  const compiled = new Map(
    templatesIn(directory).map((file) => [
      nameOf(file),
      engine.compile<FlakeView | CustomFlakeView>(
        readFileSync(join(directory, file), 'utf8'),
        options,
      ),
    ]),
  );
  return {
    names: [...compiled.keys()],
    render(name: string, view: FlakeView | CustomFlakeView): string {
      const template = compiled.get(name);
      if (template === undefined) throw new Error(`there is no template ${name}`);
      return template(view);
    },
  };
}

function templatesIn(directory: string): string[] {
  return readdirSync(directory).filter((file) => file.endsWith(extension));
}

function nameOf(file: string): string {
  return file.slice(0, -extension.length);
}
