import { setTimeout as sleep } from 'node:timers/promises';
import { taskContacted } from '#libs/contracts/ticket-center/task-events';
import { SystemClock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { DeadLetters } from '#libs/messaging/dead-letters';
import { EventTransport } from '#libs/messaging/event-transport';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { Inbox } from '#libs/messaging/inbox';
import { Outbox, OUTBOX_PARTITIONS } from '#libs/messaging/outbox';
import { OutboxRelay } from '#libs/messaging/outbox-relay';
import type { Database } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { pino } from 'pino';
import { TENANT, type Engine } from './engines.js';
import { note, notesOf } from './notes.js';

const SUBJECTS = 200;
const AT_ONCE = 32;

/** Two services of one process: one writes notes and tells of each, the other notes what it was told. */
export class EventPath {
  #handled = 0;
  #onHandled: () => void = () => undefined;

  private constructor(
    private readonly writer: Database,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
    private readonly transport: EventTransport,
    private readonly broker: InProcessBroker,
  ) {}

  static async on(engine: Engine): Promise<EventPath> {
    const [writer, reader] = [await engine.open(notesOf('writer')), await engine.open(notesOf('reader'))];
    const [clock, logger, broker] = [new SystemClock(), pino({ level: 'error' }), new InProcessBroker()];
    const delay = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal });
    const lease = { job: 'outbox', owner: newId(new Date()), partitions: OUTBOX_PARTITIONS, ttlMs: 6_000 };
    const relay = new OutboxRelay(writer, broker, new PartitionLeases(writer, clock, lease), logger, {
      tenants: () => [TENANT],
      stirs: () => 0,
      sweepEveryMs: 500,
      retryAfterMs: 500,
      stopMs: 3_000,
      delay,
    });
    const deadLetters = new DeadLetters(reader, clock);
    const inbox = new Inbox(reader, clock);
    const transport = new EventTransport({
      ...{ service: 'reader', broker, inbox, deadLetters, logger, delay },
      count: () => undefined,
    });
    const outbox = new Outbox('/bench');
    outbox.onCommitted((tenant) => relay.wake(tenant));
    const path = new EventPath(writer, outbox, relay, transport, broker);
    const handle = async ({ subject }: { subject: string }) => {
      await note(reader, subject);
      path.#note();
    };
    transport.addHandler(taskContacted.type, handle, true);
    await new Promise<unknown>((done) => transport.listen(done));
    return path;
  }

  /** Rows per second without any events. */
  async plainRows(count: number): Promise<number> {
    return perSecond(count, () => this.#write(count, undefined));
  }

  /** Events per second from the first commit to the last event handled. */
  async events(count: number): Promise<number> {
    return perSecond(count, () => Promise.all([this.#write(count, this.outbox), this.#all(count)]));
  }

  /** Milliseconds from the call that writes to its event handled, one after the other: median and 99th percentile. */
  async latencyMs(count: number): Promise<{ p50: number; p99: number }> {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const start = performance.now();
      await Promise.all([this.#write(1, this.outbox), this.#all(1)]);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.min(count - 1, Math.floor(count * share))]! * 100) / 100;
    return { p50: at(0.5), p99: at(0.99) };
  }

  async close(): Promise<void> {
    await this.transport.close();
    await this.relay.stop();
    await this.broker.close();
  }

  async #write(count: number, outbox: Outbox | undefined): Promise<void> {
    let next = 0;
    const worker = async () => {
      for (let n = next++; n < count; n = next++) await note(this.writer, `subject-${n % SUBJECTS}`, outbox);
    };
    await runAsTenant(TENANT, () => Promise.all(Array.from({ length: AT_ONCE }, worker)));
  }

  /** Resolves when that many more events were handled. */
  async #all(count: number): Promise<void> {
    const goal = this.#handled + count;
    await new Promise<void>((resolve) => (this.#onHandled = () => this.#handled >= goal && resolve()));
  }

  #note(): void {
    this.#handled++;
    this.#onHandled();
  }
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((count / (performance.now() - start)) * 1_000);
}
