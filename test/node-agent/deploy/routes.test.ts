import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { routeProjects } from '../../../node-agent/deploy/routes.ts';
import { createSlots } from '../../../node-agent/domain/slots.ts';

test('a list that was read before another project came is not applied after the one that has it', async () => {
  const onDisk = [1];
  const readingMs = [30, 0];
  let routed: number[] = [];
  const tools = {
    routing: createSlots(1),
    releases: {
      projects: async () => {
        const found = onDisk.map((id) => ({ id }));
        await sleep(readingMs.shift() ?? 0);
        return found;
      },
      newest: async (project: { id: number }) => ({ project }),
      folders: () => ({}),
    },
    ports: {
      router: {
        setProjects: async (projects: { project: { id: number } }[]) => {
          routed = projects.map(({ project }) => project.id);
        },
      },
    },
  } as unknown as Parameters<typeof routeProjects>[0];

  const slow = routeProjects(tools);
  onDisk.push(2);
  await Promise.all([slow, routeProjects(tools)]);

  expect(routed).toEqual([1, 2]);
});
