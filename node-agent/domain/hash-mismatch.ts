/** What Nix says of a download whose hash is another than a flake claims. */
export interface HashMismatch {
  /** Name of the derivation: "npm-deps", "source". */
  name: string;
  /** Both as sha256-<base64>. */
  specified: string;
  got: string;
}

/** A line of the project to change. */
export interface WrongLine {
  file: string;
  line: number;
  /** As it should be. */
  text: string;
}

const bytesOf: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };
const sriText = '[a-z0-9]+-[A-Za-z0-9+/]+={0,2}';
const mismatch = new RegExp(
  `hash mismatch in fixed-output derivation '/nix/store/[a-z0-9]{32}-([^']+?)(?:\\.drv)?':\\s+` +
    `(?:specified|wanted):\\s+(${sriText})\\s+got:\\s+(${sriText})\\s`,
  'g',
);

/** Reads them from Nix' own errors; what looks like one but holds no hash is none. */
export function hashMismatches(errors: readonly string[]): HashMismatch[] {
  return [...`${errors.join('\n')}\n`.matchAll(mismatch)].flatMap(
    ([, name = '', specified = '', got = '']) =>
      isSri(specified) && isSri(got) ? [{ name, specified, got }] : [],
  );
}

function isSri(text: string): boolean {
  const [algorithm = '', base64 = ''] = text.split(/-(.*)/);
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === bytesOf[algorithm] && bytes.toString('base64') === base64;
}

/**
 * The lines that hold the wrong hash, in whichever spelling. A placeholder (`lib.fakeHash`, an
 * empty text) may stand in several places: then those whose attribute fits the name come first.
 */
export function wrongLines(
  { name, specified, got }: HashMismatch,
  files: readonly { path: string; text: string }[],
): WrongLine[] {
  const spelled = spellings(specified);
  const found = files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index): (WrongLine & { fits: boolean })[] => {
      const corrected = correct(line, spelled, got);
      if (corrected === undefined) return [];
      return [{ file: path, line: index + 1, text: corrected, fits: fits(line, name) }];
    }),
  );
  const fitting = found.filter((line) => line.fits);
  return (fitting.length > 0 ? fitting : found).map(({ fits: _, ...line }) => line);
}

/** Attributes by the name that nixpkgs gives to what they fix. */
const attributes: readonly (readonly [name: RegExp, attribute: RegExp])[] = [
  [/npm-deps$/, /npmDepsHash|\bhash\b/],
  [/go-modules$/, /vendorHash|vendorSha256/],
  [/vendor(?:-staging|\.tar\.gz)?$/, /cargoHash|cargoSha256|vendorHash/],
  [/pnpm-deps$/, /pnpmDeps|\bhash\b/],
  [/composer-vendor/, /vendorHash/],
];

function fits(line: string, name: string): boolean {
  const [, attribute] = attributes.find(([pattern]) => pattern.test(name)) ?? [];
  return attribute?.test(line) ?? false;
}

/** An attribute whose value is a hash, or stands for one that is not known yet. */
const assignment =
  /^(\s*(?:[\w.]*[hH]ash|sha256|[\w.]*Sha256)\s*=\s*)("[^"]*"|(?:[\w.]+\.)?fake(?:Hash|Sha256|Sha512))(\s*;?.*)$/;

function correct(line: string, spelled: Spelled, got: string): string | undefined {
  const exact = spelled.texts.find((text) => line.includes(text));
  const [, before, value = '', after] = assignment.exec(line) ?? [];
  if (before === undefined)
    return exact === undefined ? undefined : line.replace(exact, got).trim();
  const isPlaceholder = value === '""' || value.includes('fake');
  if (exact === undefined && !(spelled.isZero && isPlaceholder)) return undefined;
  return `${before}"${got}"${after}`.trim();
}

interface Spelled {
  texts: string[];
  /** What Nix takes for a hash that is left empty. */
  isZero: boolean;
}

/** The ways in which a hash may be written, with or without its algorithm. */
function spellings(sri: string): Spelled {
  const base64 = sri.slice(sri.indexOf('-') + 1);
  const bytes = Buffer.from(base64, 'base64');
  return {
    texts: [sri, nixBase32(bytes), bytes.toString('hex'), base64],
    isZero: bytes.every((byte) => byte === 0),
  };
}

/** Nix' own alphabet and order: least significant digit last, no e o u t. */
const digits = '0123456789abcdfghijklmnpqrsvwxyz';

/** Bytes as Nix spells them in store paths and older hashes. */
export function nixBase32(bytes: Buffer): string {
  const size = Math.floor((bytes.length * 8 - 1) / 5) + 1;
  let text = '';
  for (let index = size - 1; index >= 0; index--) {
    const bit = index * 5;
    const at = Math.floor(bit / 8);
    const shift = bit % 8;
    const value = ((bytes[at] ?? 0) >> shift) | ((bytes[at + 1] ?? 0) << (8 - shift));
    text += digits[value & 0x1f];
  }
  return text;
}

/** The advice for wrong hashes; undefined when Nix spoke of none. */
export function hashAdvice(
  errors: readonly string[],
  files: readonly { path: string; text: string }[],
): string | undefined {
  const wrong = hashMismatches(errors);
  if (wrong.length === 0) return undefined;
  return wrong.map((one) => adviceFor(one, files)).join('\n');
}

/** More places than that are no help. */
const shownPlaces = 3;

function adviceFor(one: HashMismatch, files: readonly { path: string; text: string }[]): string {
  const lines = wrongLines(one, files).slice(0, shownPlaces);
  if (lines.length === 0) {
    return `The hash of ${one.name} stands in no .nix file of the repository; the right one is ${one.got}. If an input of the flake has it, update that input (nix flake update)`;
  }
  const places = lines.map(({ file, line, text }) => `${file}:${line}: ${text}`);
  const which =
    lines.length === 1 ? 'Change this line' : 'Change that of these lines which is meant';
  return `${which}, and commit it: ${places.join(' | ')}`;
}
