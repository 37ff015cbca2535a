import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AgentService } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';

const folder = join(import.meta.dirname, '../../../central/api/agent');

test('every method of the contract has a file of its name that exports it', async () => {
  const files = await readdir(folder);
  for (const { name, localName } of AgentService.methods) {
    const file = `${name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`;
    expect(files).toContain(file);
    const module = (await import(join(folder, file))) as Record<string, unknown>;
    expect(module[localName], file).toBeTypeOf('function');
  }
});
