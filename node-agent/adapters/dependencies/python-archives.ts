/** Reads single files out of wheels and source archives without unpacking them. */
import { readFile } from 'node:fs/promises';
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** Larger ones are no metadata. */
const memberMaxBytes = 8 * 1024 * 1024;

/** Texts of the members whose path fits; paths as the archive has them. */
export async function archiveTexts(file: string, wanted: RegExp): Promise<Map<string, string>> {
  const bytes = await readFile(file);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return zipTexts(bytes, wanted);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return tarTexts(gunzipSync(bytes), wanted);
  return new Map();
}

const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;

function zipTexts(bytes: Buffer, wanted: RegExp): Map<string, string> {
  const texts = new Map<string, string>();
  let end = bytes.length - 22;
  while (end > 0 && bytes.readUInt32LE(end) !== endOfDirectory) end -= 1;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== centralHeader) break;
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (wanted.test(name)) texts.set(name, zipMember(bytes, at).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return texts;
}

function zipMember(bytes: Buffer, header: number): Buffer {
  const method = bytes.readUInt16LE(header + 10);
  const size = bytes.readUInt32LE(header + 20);
  const local = bytes.readUInt32LE(header + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const stored = bytes.subarray(start, start + size);
  return method === 0 ? stored : inflateRawSync(stored, { maxOutputLength: memberMaxBytes });
}

function tarTexts(bytes: Buffer, wanted: RegExp): Map<string, string> {
  const texts = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(textAt(bytes, at + 124, 12), 8) || 0;
    const content = bytes.subarray(at + 512, at + 512 + size);
    const next = nextName(String.fromCharCode(bytes[at + 156] ?? 0), content);
    const name = longName ?? headerName(bytes, at);
    if (next === undefined && size <= memberMaxBytes && wanted.test(name)) {
      texts.set(name, content.toString('utf8'));
    }
    longName = next;
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return texts;
}

/** Members of their own that carry the name of the one behind them. */
function nextName(type: string, content: Buffer): string | undefined {
  if (type === 'L') return content.toString('utf8').replace(/\0.*$/s, '');
  if (type !== 'x') return undefined;
  return /\d+ path=(.*)\n/.exec(content.toString('utf8'))?.[1];
}

function headerName(bytes: Buffer, at: number): string {
  const prefix = textAt(bytes, at + 345, 155);
  const short = textAt(bytes, at, 100);
  return prefix === '' ? short : `${prefix}/${short}`;
}

function textAt(bytes: Buffer, start: number, length: number): string {
  return bytes
    .toString('utf8', start, start + length)
    .replace(/\0.*$/s, '')
    .trim();
}
