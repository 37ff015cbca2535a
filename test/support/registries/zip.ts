import { crc32, deflateRawSync } from 'node:zlib';

/** A zip archive of files by name, in the order given, all of the same date. */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const data = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const header = headerOf({ nameBytes, content, data });
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), header, nameBytes, data);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), header, entry.subarray(2), nameBytes);
    offset += 4 + header.length + nameBytes.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** The part that a file's own header and its entry in the directory have in common. */
function headerOf({ nameBytes, content, data }: Record<'nameBytes' | 'content' | 'data', Buffer>) {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800, 2);
  header.writeUInt16LE(8, 4);
  header.writeUInt16LE(0x21, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(data.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(nameBytes.length, 22);
  return header;
}
