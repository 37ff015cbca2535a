/** Text that is a complete Nix expression already; only the functions here make it. */
export type NixText = string & { readonly __nixText: unique symbol };

/** A character that Nix 2.8 cannot hold in a string at all. */
const nul = '\0';

/**
 * A Nix string literal, quotes included, which evaluates to exactly `text`.
 *
 * Everything that comes from a user reaches a flake through this function and no other.
 * @throws TypeError when the text holds NUL: no Nix string can.
 */
export function nixString(text: string): NixText {
  if (text.includes(nul)) throw new TypeError('a Nix string cannot hold a NUL character');
  const escaped = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    // A lone dollar is harmless, but "$${" is not an escape of "${" to the eye: escape each dollar.
    .replaceAll('$', '\\$')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"` as NixText;
}

/** Whether the text may stand as an attribute name without quotes, like `nodejs_20`. */
const attributeName = /^[A-Za-z_][A-Za-z0-9_'-]*$/;

/** One attribute name of nixpkgs, quoted where it must be. */
export function nixAttribute(name: string): NixText {
  return attributeName.test(name) ? (name as NixText) : nixString(name);
}

/** A dotted path of attributes such as `python3Packages.gunicorn`. */
export function nixAttributePath(path: string): NixText {
  return path.split('.').map(nixAttribute).join('.') as NixText;
}

/** Nix text that is written here, around parts that are Nix text already: nix`pkgs.${attribute}.dev`. */
export function nix(parts: TemplateStringsArray, ...values: readonly NixText[]): NixText {
  return String.raw({ raw: parts.raw }, ...values) as NixText;
}

/** A Nix list of strings, one per line when there is more than one. */
export function nixStrings(texts: readonly string[], indent: string): NixText {
  if (texts.length === 0) return '[ ]' as NixText;
  const items = texts.map((text) => `${indent}  ${nixString(text)}\n`).join('');
  return `[\n${items}${indent}]` as NixText;
}
