import type { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import type { Database } from '#libs/persistence/database';
import type { FlowNode, ProcessModel } from '#libs/process-engine/model';
import { FakeClock } from '#libs/testing/fake-clock';
import type { Engine } from '#libs/testing/engines';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { Connectors } from '../../../src/connector/connector.api.js';
import { CreateProcessInstances1764000200000 } from '../../../src/migrations/1764000200000-create-process-instances.js';
import { CreateProcessRecords1764000400000 } from '../../../src/migrations/1764000400000-create-process-records.js';
import { CreateProcessOperations1764000500000 } from '../../../src/migrations/1764000500000-create-process-operations.js';
import { ClaimByLeaseEnd1764300001000 } from '../../../src/migrations/1764300001000-claim-by-lease-end.js';
import { AwaitCallbacks1764300000000 } from '../../../src/migrations/1764300000000-await-callbacks.js';
import { CreateProcessStarts1764000600000 } from '../../../src/migrations/1764000600000-create-process-starts.js';
import { CreateProcessArchive1764100000000 } from '../../../src/migrations/1764100000000-create-process-archive.js';
import { CreateProcessStatistics1764200000000 } from '../../../src/migrations/1764200000000-create-process-statistics.js';
import { RecordDiscardedMessages1764350000000 } from '../../../src/migrations/1764350000000-record-discarded-messages.js';
import { SealProcesses1765530000000 } from '../../../src/migrations/1765530000000-seal-processes.js';
import { DiscardedMessages } from '../../../src/process/discarded/discarded-messages.js';
import { StoredInstances } from '../../../src/process/stored/stored-instances.js';
import { Processes } from '../../../src/process/process.api.js';
import type { Runtime } from '../../../src/process/run/runtime.js';
import { processEntities } from '../../../src/process/schema/process-entities.js';
import type { TaskFeed } from '../../../src/process/task-feed.api.js';
import type { CallWorker } from '../../../src/process/workers/call-worker.js';
import type { Claims } from '../../../src/process/workers/claims.js';
import { DeferredStarts } from '../../../src/process/workers/deferred-starts.js';
import { MessageRouter } from '../../../src/process/workers/message-router.js';
import type { OutgoingWorker } from '../../../src/process/workers/outgoing-worker.js';
import { SentMessages } from '../../../src/process/workers/sent-messages.js';
import type { TimerWorker } from '../../../src/process/workers/timer-worker.js';
import { GivenDefinitions, processParts } from './process-parts.js';
import { ScriptedRules } from './scripted-rules.js';

export const processDatabase = withServiceTables({
  context: 'process',
  entities: processEntities,
  migrations: [
    CreateProcessInstances1764000200000,
    CreateProcessRecords1764000400000,
    CreateProcessOperations1764000500000,
    CreateProcessStarts1764000600000,
    CreateProcessArchive1764100000000,
    CreateProcessStatistics1764200000000,
    AwaitCallbacks1764300000000,
    ClaimByLeaseEnd1764300001000,
    RecordDiscardedMessages1764350000000,
    SealProcesses1765530000000,
  ],
});

export const TENANTS = ['platform', 'acme'];
export const PARTITIONS = [0, 1, 2, 3, 4, 5, 6, 7];

const SCRIPT = { id: 'Script', kind: 'user-task', assignment: {}, input: [] } as unknown as FlowNode;
const MODEL = { id: 'script', timeZone: 'UTC', nodes: { Script: SCRIPT } } as unknown as ProcessModel;

/** The systems outside, as a test wants them to answer. */
export class StubConnectors extends Connectors {
  readonly asked: { readonly action: string; readonly key: string; readonly input: object }[] = [];
  answer: () => Promise<string | null> = () => Promise.resolve('done');

  constructor(database: Database) {
    super(database, undefined as never, undefined as never, undefined as never, undefined as never);
  }

  override async perform(name: string, action: string, input: object, key: string) {
    this.asked.push({ action: `${name}/${action}`, key, input });
    return { refused: false as const, result: await this.answer() };
  }
}

/** One process of the service on an engine; a second one on the same data is another process. */
export class ProcessWorld {
  readonly rules = new ScriptedRules();
  readonly connectors: StubConnectors;
  readonly runtime: Runtime;
  readonly claims: Claims;
  readonly timers: TimerWorker;
  readonly calls: CallWorker;
  readonly outgoing: OutgoingWorker;
  readonly messages: MessageRouter;
  readonly metrics = new Metrics('process');
  readonly discarded: DiscardedMessages;
  readonly processes: Processes;

  constructor(
    readonly database: Database,
    readonly clock: Clock,
    tasks?: TaskFeed,
    keys = new KeysAtHand(),
  ) {
    const definitions = new GivenDefinitions([MODEL]);
    this.connectors = new StubConnectors(database);
    const given = { definitions, rules: this.rules, connectors: this.connectors, keys, ...(tasks && { tasks }) };
    const { logger, runtime, claims, timers, outgoing, calls } = processParts(database, clock, given);
    this.runtime = runtime;
    this.claims = claims;
    this.timers = timers;
    this.calls = calls;
    this.outgoing = outgoing;
    this.messages = new MessageRouter(database, clock, this.outgoing, this.runtime, logger);
    this.discarded = new DiscardedMessages(database, clock, this.metrics);
    const sent = new SentMessages(database, clock, this.messages, this.outgoing, keys);
    const deferred = new DeferredStarts(definitions, this.rules, this.outgoing, clock);
    this.processes = new Processes(this.runtime, sent, deferred, new StoredInstances(database), clock);
  }

  /** Everything that follows from what was committed has happened, but for timers. */
  async settled(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      await this.outgoing.idle();
      await this.messages.idle();
      await this.calls.idle();
    }
  }
}

/** An engine with one process on it. */
export function worldOn({ database }: Engine, clock = new FakeClock()): ProcessWorld {
  return new ProcessWorld(database, clock);
}
