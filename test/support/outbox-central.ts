import type { Settings } from '../../central/config/settings.ts';
import { enqueueDeployment } from '../../central/deployments/enqueue-deployment.ts';
import { startOutbox } from '../../central/outbox/worker.ts';
import type { OutboxMessage } from '../../prisma/client/client.ts';
import { TestCentral } from './test-central.ts';

const timeoutMs = 5_000;

/** A central whose outbox is worked through, with a node and the project "shop" on it. */
export class OutboxCentral {
  readonly central: TestCentral;
  projectId = 0;
  #stop: () => Promise<void>;

  private constructor(central: TestCentral) {
    this.central = central;
    this.#stop = startOutbox(central.context);
  }

  static async start(settings: Partial<Settings> = {}): Promise<OutboxCentral> {
    const central = await TestCentral.start({
      ...{ allowPrivateTargets: ['127.0.0.1'], publicUrl: 'https://deploy.example.org' },
      ...settings,
    });
    return new OutboxCentral(central);
  }

  get context() {
    return this.central.context;
  }

  /** A node that is not connected, unless one has joined before. */
  async addProject(nodeId?: string): Promise<number> {
    const id = nodeId ?? 'node-oslo';
    if (nodeId === undefined) {
      await this.context.db.node.create({ data: { id, name: 'oslo', sealingKey: '{}' } });
    }
    this.projectId = (await this.central.createProject(id)).id;
    return this.projectId;
  }

  deploy(wish: { commit?: string; commitMessage?: string } = {}) {
    const { projectId } = this;
    return enqueueDeployment(this.context, {
      ...{ projectId, kind: 'push', actor: 'test', commit: 'c'.repeat(40) },
      ...wish,
    });
  }

  messages(where: object = {}): Promise<OutboxMessage[]> {
    return this.context.db.outboxMessage.findMany({ where, orderBy: { id: 'asc' } });
  }

  /** Waits until all messages are over, putting the clock forward over their waits. */
  async untilOver(): Promise<OutboxMessage[]> {
    await this.until(async () => {
      const pending = await this.messages({ outcome: 'pending' });
      this.#skipWaits(pending);
      return pending.length === 0;
    });
    return this.messages();
  }

  /** Not further than necessary: what is on its way meanwhile has its own limits. */
  #skipWaits(pending: readonly OutboxMessage[]): void {
    const now = this.central.clock.now().getTime();
    const waits = pending.map(({ nextAttemptAt }) => nextAttemptAt.getTime() - now);
    const waiting = waits.filter((ms) => ms > 0);
    if (waiting.length > 0) this.later(Math.ceil(Math.min(...waiting) / 1_000));
  }

  /** Puts the clock forward and has the outbox look at it. */
  later(seconds: number): void {
    this.central.clock.forward(seconds);
    this.context.bus.publish([]);
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error('waited in vain');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Central ends in the middle of whatever it does and is started again. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.central.crash();
    this.#stop = startOutbox(this.context);
  }

  /** No message is sent any more, until the next start. */
  pause(): Promise<void> {
    return this.#stop();
  }

  async stop(): Promise<void> {
    await this.#stop();
    await this.central.stop();
  }
}
