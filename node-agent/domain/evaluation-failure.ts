import { UserError } from '../../lib/user-error.ts';
import { explanationOf } from './failures/explain.ts';

/**
 * What Nix says about a flake that it cannot evaluate, with the place in the project's own files.
 *
 * @param project store path of the project's files
 */
export function evaluationFailure(errors: readonly string[], project: string): UserError {
  const lines = errors.flatMap((text) => text.split('\n'));
  const at = lines.findLastIndex((line) => /^\s*error: ./.test(line));
  const said = lines[at]?.trim() ?? 'error: Nix does not say why';
  const place = placeIn(lines.slice(at), project)[0] ?? placeIn(lines.slice(0, at), project).at(-1);
  const what = said.replace(/^error: /, '').replaceAll(`${project}/`, '');
  const found = explanationOf({ stage: 'evaluation', said: said.split('\n'), errors: [said] });
  return new UserError(
    'evaluation_failed',
    `The flake cannot be evaluated: ${what}${place === undefined ? '' : ` (${place})`}`,
    found === undefined ? {} : { hint: found.hint },
  );
}

/** "deploy/flake.nix:9:17", as Nix names places in the store. */
function placeIn(lines: readonly string[], project: string): string[] {
  return lines.flatMap((line) => {
    const from = line.indexOf(`${project}/`);
    const place =
      from < 0 ? null : /^\S+?:\d+(?::\d+)?/.exec(line.slice(from + project.length + 1));
    return place === null ? [] : [place[0]];
  });
}
