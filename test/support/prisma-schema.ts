import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  Int: 'INTEGER',
  BigInt: 'BIGINT',
  Float: 'REAL',
  String: 'TEXT',
  DateTime: 'DATETIME',
  Boolean: 'BOOLEAN',
  Bytes: 'BLOB',
};

export interface SchemaColumn {
  name: string;
  type: string;
  required: boolean;
  key: boolean;
}

/** What prisma/schema.prisma asks of the database: columns by table, and the text of every index. */
export async function readSchema(): Promise<{
  tables: Map<string, SchemaColumn[]>;
  indexes: string[];
}> {
  const path = join(import.meta.dirname, '../../prisma/schema.prisma');
  const schema = await readFile(path, 'utf8');
  const tables = new Map<string, SchemaColumn[]>();
  const indexes: string[] = [];
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const keys = listed(/@@id\(\[(.*?)\]\)/.exec(body)?.[1]);
    const columns = new Map(
      [
        ...body.matchAll(
          /^ {2}(\w+) +(Int|BigInt|Float|String|DateTime|Boolean|Bytes)(\??)(.*)$/gm,
        ),
      ].map(([, field = '', type = '', optional, rest = '']) => [
        field,
        {
          name: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field,
          type: types[type] ?? type,
          required: optional === '',
          key: /@id\b/.test(rest) || keys.includes(field),
          unique: /@unique\b/.test(rest),
        },
      ]),
    );
    tables.set(
      table,
      [...columns.values()].map(({ unique: _, ...column }) => column),
    );
    const nameOf = (field: string) => columns.get(field)?.name ?? field;
    for (const { name, unique } of columns.values()) {
      if (unique) indexes.push(index(table, [name], true));
    }
    for (const [, kind, fields] of body.matchAll(/@@(index|unique)\(\[(.*?)\]\)/g)) {
      indexes.push(index(table, listed(fields).map(nameOf), kind === 'unique'));
    }
  }
  return { tables, indexes };
}

function listed(fields: string | undefined): string[] {
  return fields === undefined ? [] : fields.split(',').map((field) => field.trim());
}

function index(table: string, columns: string[], unique: boolean): string {
  const name = [table, ...columns, unique ? 'key' : 'idx'].join('_');
  const list = columns.map((column) => `"${column}"`).join(', ');
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON "${table}"(${list})`;
}
