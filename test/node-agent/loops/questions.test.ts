import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createQuestions } from '../../../node-agent/loops/answer-questions.ts';
import { sendSamples } from '../../../node-agent/loops/send-samples.ts';
import type { Session, ToCentral } from '../../../node-agent/loops/session.ts';
import type { DiskSpace } from '../../../node-agent/ports.ts';
import {
  CleanDiskSchema,
  ReportDiskSchema,
} from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { FakeNode } from '../../support/fake-node.ts';

let node: FakeNode;
let sent: ToCentral[];
let over: AbortController;
let session: Session;
let free: number;
let looks: number;

const space: DiskSpace = {
  measure: async () => {
    const disk = { totalBytes: 1e12, freeBytes: free };
    return { root: disk, store: disk };
  },
  async store() {
    looks += 1;
    return { storeBytes: 9_000_000_000, freeableBytes: 5_000 };
  },
  kept: async (paths) => paths.map(() => ({ bytes: 700, ownBytes: 7 })),
  folders: async () => ({
    cacheBytes: 33,
    projects: new Map([[1, { logsBytes: 11, sharedBytes: 22 }]]),
  }),
  forgetDependencies: async () => 0,
  async collectGarbage({ sparing }) {
    free += sparing ? 5_000 : 1e9;
    return 'freed';
  },
};

beforeEach(async () => {
  sent = [];
  free = 5e11;
  looks = 0;
  over = new AbortController();
  session = {
    signal: over.signal,
    send: async (message) => void sent.push(message),
    close: () => over.abort(),
    ended: new Promise(() => undefined),
  };
  node = new FakeNode();
  await node.boot();
});
afterEach(() => {
  over.abort();
  node.remove();
});

const questions = () => createQuestions({ ...node.context, space }, session);
const report = (requestId: string) =>
  ({ case: 'reportDisk', value: create(ReportDiskSchema, { requestId }) }) as const;
const clean = { case: 'cleanDisk', value: create(CleanDiskSchema, { requestId: 'c' }) } as const;

test('the disk report says what each release keeps; asked twice, it is made once', async () => {
  await node.run(node.deploy(), node.deploy());
  const asked = questions();
  expect([asked.answer(report('a')), asked.answer(report('b'))]).toEqual([true, true]);
  await expect.poll(() => sent.length).toBe(2);
  const [first] = sent;
  expect(first).toMatchObject({
    case: 'diskReport',
    value: {
      ...{ requestId: 'a', storeBytes: 9_000_000_000n, freeableBytes: 5_000n, cacheBytes: 33n },
      projects: [
        {
          ...{ projectId: 1, logsBytes: 11n, sharedBytes: 22n },
          releases: [
            { release: 1, live: false, keptFor: 'rollback', bytes: 700n, ownBytes: 7n },
            { release: 2, live: true, keptFor: 'live' },
          ],
        },
      ],
    },
  });
  expect(sent[1]).toMatchObject({ value: { requestId: 'b' } });
  expect(looks).toBe(1);
});

test('while a build runs the store is not looked at, and not cleaned', async () => {
  const building = node.machine.hangAt('build');
  const command = node.deploy();
  await node.dispatcher.accept(command);
  await building;
  const asked = questions();
  asked.answer(report('a'));
  asked.answer(clean);
  await expect.poll(() => sent.length).toBe(2);
  expect(looks).toBe(0);
  expect(sent.find((one) => one.case === 'cleanReport')?.value).toMatchObject({
    requestId: 'c',
    error: 'A build is running on this node',
  });
  node.dispatcher.cancel(command.id);
  await node.dispatcher.idle();
});

test('cleaning collects sparingly, tells what came free, and the next report is a new one', async () => {
  const asked = questions();
  asked.answer(report('a'));
  asked.answer(clean);
  await expect.poll(() => sent.length).toBe(2);
  expect(sent.find((one) => one.case === 'cleanReport')?.value).toMatchObject({
    ...{ requestId: 'c', freedBytes: 5_000n },
  });
  asked.answer(report('b'));
  await expect.poll(() => looks).toBe(2);
});

test('a report that fails says why, and the next one is tried again', async () => {
  const broken = { ...space, kept: async () => Promise.reject(new Error('nix is gone')) };
  const asked = createQuestions({ ...node.context, space: broken }, session);
  await node.run(node.deploy());
  asked.answer(report('a'));
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]?.value).toMatchObject({ requestId: 'a', error: 'Error: nix is gone' });
  asked.answer(report('b'));
  await expect.poll(() => looks).toBe(2);
});

test('a message that is no question is not answered', () => {
  expect(questions().answer({ case: undefined })).toBe(false);
});

test('samples: what the releases used and the requests of the last interval', async () => {
  await node.run(node.deploy());
  const { services, requests } = node.context.ports;
  let cpuMs = 0;
  services.usage = async () => {
    cpuMs += 1_000;
    return [{ projectId: 1, number: 1, cpuMs, memoryBytes: 5_000, restarts: 0 }];
  };
  let counted = new Map([[1, { count: 3, errors: 1, times: new Map([[20, 3]]) }]]);
  requests.take = () => {
    const taken = counted;
    counted = new Map();
    return taken;
  };
  const sending = sendSamples(node.context, session, 0.05);
  await expect.poll(() => sent.length).toBeGreaterThanOrEqual(2);
  over.abort();
  await sending;
  const [sample] = sent.flatMap((one) => (one.case === 'samples' ? [one.value] : []));
  const [project] = sample?.projects ?? [];
  expect(project).toMatchObject({ projectId: 1, release: 1, process: { memoryBytes: 5_000n } });
  expect(project?.process?.cpuPercent).toBeGreaterThan(100);
  // What came before the first interval is nobody's.
  expect(project?.requests).toMatchObject({ count: 0, errors: 0 });
  expect(sample?.node?.memoryUsedBytes).toBeGreaterThan(0n);
});
