/** What nixpkgs says about the version table, as differences that a person can read. */
import type { Pin, RuntimeVersion, ToolchainTable } from '../../lib/toolchains/table.ts';

/** What a revision of nixpkgs says about an attribute; null when it has not got it. */
export type AttributeFacts = { version: string; insecure: boolean } | null;

/** By attribute. */
export type PinFacts = Readonly<Record<string, AttributeFacts>>;

export interface Difference {
  /** The table is wrong; otherwise it could only say more. */
  isWrong: boolean;
  text: string;
}

/** Compares the rows with what each pin says, and gives the table as it should be. */
export function compareRows(
  table: ToolchainTable,
  facts: Readonly<Record<string, PinFacts>>,
): { differences: Difference[]; table: ToolchainTable } {
  const differences: Difference[] = [];
  const runtimes = structuredClone(table.runtimes) as Record<
    string,
    { versions: Record<string, RuntimeVersion> }
  >;
  for (const [name, { versions }] of Object.entries(runtimes)) {
    for (const [version, row] of Object.entries(versions)) {
      const compared = compareRow(`${name} ${version}`, version, row, facts);
      differences.push(...compared.differences);
      versions[version] = compared.row;
    }
  }
  return { differences, table: { ...table, runtimes } as ToolchainTable };
}

function compareRow(
  name: string,
  version: string,
  row: RuntimeVersion,
  facts: Readonly<Record<string, PinFacts>>,
): { differences: Difference[]; row: RuntimeVersion } {
  const answers = Object.entries(facts).flatMap(([pin, attributes]) => {
    const found = attributes[row.attribute];
    return found === undefined ? [] : [{ pin, found }];
  });
  const differences = answers.flatMap(({ pin, found }) =>
    compareAnswer(`${name}: nixpkgs ${pin}`, { pin, found, version, row }),
  );
  const have = answers.filter(({ found }) => found !== null).map(({ pin }) => pin);
  const unknown = row.pins.filter((pin) => !answers.some((answer) => answer.pin === pin));
  const pins = [
    ...row.pins.filter((pin) => [...have, ...unknown].includes(pin)),
    ...have.filter((pin) => !row.pins.includes(pin)),
  ];
  const marked = answers.filter(({ found }) => found?.insecure === true).map(({ pin }) => pin);
  const kept = unknown.filter((pin) => row.permittedInsecure?.includes(pin));
  const permittedInsecure = pins.filter((pin) => [...marked, ...kept].includes(pin));
  const { permittedInsecure: _, ...rest } = row;
  const newer = { ...rest, pins, ...(permittedInsecure.length > 0 ? { permittedInsecure } : {}) };
  return { differences, row: newer };
}

interface Answer {
  pin: string;
  found: AttributeFacts;
  version: string;
  row: RuntimeVersion;
}

function compareAnswer(where: string, { pin, found, version, row }: Answer): Difference[] {
  const isListed = row.pins.includes(pin);
  if (found === null) {
    return isListed ? [{ isWrong: true, text: `${where} has no ${row.attribute}` }] : [];
  }
  if (!isVersion(version, found.version)) {
    return [{ isWrong: true, text: `${where} has ${found.version} as ${row.attribute}` }];
  }
  if (!isListed) return [{ isWrong: false, text: `${where} has it too (${found.version})` }];
  const isPermitted = row.permittedInsecure?.includes(pin) === true;
  if (found.insecure === isPermitted) return [];
  const text = found.insecure ? 'marks it as insecure' : 'does not mark it as insecure';
  return [{ isWrong: found.insecure, text: `${where} ${text}` }];
}

function isVersion(row: string, version: string): boolean {
  return version === row || version.startsWith(`${row}.`);
}

/** The pins with the ends of their branches; what cannot be asked stays. */
export function comparePins(
  pins: Readonly<Record<string, Pin>>,
  ends: Readonly<Record<string, Pick<Pin, 'rev' | 'narHash' | 'lastModified'>>>,
): { differences: Difference[]; pins: Record<string, Pin> } {
  const differences: Difference[] = [];
  const newer = Object.entries(pins).map(([name, pin]) => {
    const end = ends[name];
    if (end === undefined) return [name, pin] as const;
    if (end.rev !== pin.rev) {
      const text = `${name}: the branch is at ${end.rev.slice(0, 12)}, the table at ${pin.rev.slice(0, 12)}`;
      differences.push({ isWrong: false, text });
    } else if (end.narHash !== pin.narHash) {
      differences.push({ isWrong: true, text: `${name}: narHash is ${end.narHash}` });
    } else if (pin.lastModified !== undefined && pin.lastModified !== end.lastModified) {
      differences.push({ isWrong: true, text: `${name}: lastModified is ${end.lastModified}` });
    }
    return [name, { ...pin, ...end }] as const;
  });
  return { differences, pins: Object.fromEntries(newer) };
}
