/** One line of requirements.txt, as pip reads it. */
import { posix } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { normalName } from './python-markers.ts';

export interface Requirement {
  /** "" when only an address or a folder stands there. */
  name: string;
  extras: readonly string[];
  /** ">=1.2,<2" */
  specifier: string;
  marker: string | undefined;
  /** Address of "name @ address". */
  url: string | undefined;
  /** Folder or archive in the repository, relative to its top. */
  path: string | undefined;
  editable: boolean;
  /** "sha256:…" */
  hashes: readonly string[];
  /** "requirements.txt line 3" */
  source: string;
}

/** Where a requirement stands. */
export interface RequirementPlace {
  /** Path of the file; paths in it are relative to its folder. */
  file: string;
  source: string;
}

/** One requirement as a line has it: PEP 508, with pip's hashes and paths. */
export function parseRequirement(line: string, place: RequirementPlace): Requirement {
  const hashes = [...line.matchAll(/\s--hash[=\s]+(\S+)/g)].map(([, hash = '']) => hash);
  const text = line
    .replace(/\s--(?:hash|config-settings?|global-option|install-option)[=\s]+(?:"[^"]*"|\S+)/g, '')
    .trim();
  const base = { hashes, source: place.source, editable: false, specifier: '', marker: undefined };
  if (/^(?:[a-z]+\+)?(?:https?|ssh|git|file):/.test(text)) {
    const [address = '', marker] = splitMarker(text, /\s;\s*/);
    const egg = /#(?:.*&)?egg=([A-Za-z0-9][\w.-]*)/.exec(address)?.[1] ?? '';
    const extras = extrasOf(/egg=[^[&]*\[([^\]]*)\]/.exec(address)?.[1]);
    return { ...base, name: normalName(egg), extras, url: address, path: undefined, marker };
  }
  if (
    /^\.{0,2}(?:\/|$|\[)|^\.|\.(?:whl|tar\.gz|zip)$|^[\w-]+\//.test(text.split(/[\s;]/)[0] ?? '')
  ) {
    const [, path = '', extras] = /^([^[;]*)(?:\[([^\]]*)\])?/.exec(text) ?? [];
    const inside = inRepository(path.trim(), place);
    return { ...base, name: '', extras: extrasOf(extras), url: undefined, path: inside };
  }
  return { ...base, ...named(text, place) };
}

function named(text: string, { source }: RequirementPlace) {
  const found = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s.exec(text);
  const [, name = '', extras, rest = ''] = found ?? [];
  const isAddress = rest.startsWith('@');
  const [what = '', marker] = splitMarker(
    rest.replace(/^@\s*/, ''),
    isAddress ? /\s;\s*/ : /\s*;\s*/,
  );
  const specifier = isAddress ? '' : what.replace(/^\((.*)\)$/, '$1').replace(/\s+/g, '');
  if (found === null || !/^(?:(?:===|[=!<>~]=|[<>])[\w.!*+-]+,?)*$/.test(specifier)) {
    throw invalidRequirement(`${source} is not understood: ${text.slice(0, 80)}`);
  }
  const url = isAddress ? what.trim() : undefined;
  return {
    name: normalName(name),
    extras: extrasOf(extras),
    specifier,
    marker,
    url,
    path: undefined,
  };
}

function splitMarker(text: string, at: RegExp): [string, string | undefined] {
  const found = at.exec(text);
  if (found === null) return [text, undefined];
  return [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}

function extrasOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((one) => normalName(one.trim()))
    .filter((one) => one !== '');
}

/**
 * Paths are relative to the file that has them; none may leave the repository.
 *
 * @throws UserError `lock_invalid`
 */
export function inRepository(path: string, { file, source }: RequirementPlace): string {
  const inside = posix.normalize(
    posix.join(posix.dirname(file || '.'), path.replace(/^file:(?:\/\/)?/, '')),
  );
  if (posix.isAbsolute(path) || inside.startsWith('..')) {
    throw invalidRequirement(`${source} refers to ${path}, which is outside of the repository`);
  }
  return inside;
}

/** What cannot be read, with its place. */
export function invalidRequirement(message: string): UserError {
  return new UserError('lock_invalid', message, {
    hint: 'Write it as "pip install -r" understands it, then push again',
  });
}
