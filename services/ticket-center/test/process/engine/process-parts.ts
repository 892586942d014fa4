import type { Clock } from '#libs/kernel/clock';
import { createLogger } from '#libs/observability/logger';
import { Outbox } from '#libs/messaging/outbox';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import type { Database } from '#libs/persistence/database';
import type { ProcessModel } from '#libs/process-engine/model';
import type { DefinitionRef } from '#libs/process-engine/reference';
import type { Connectors } from '../../../src/connector/connector.api.js';
import { ProcessNotFound } from '../../../src/process-definition/domain/process-definition.errors.js';
import { ProcessDefinitions } from '../../../src/process-definition/process-definition.api.js';
import { CallbackAddresses } from '../../../src/process/callbacks/callback-addresses.js';
import type { CallbackRef } from '../../../src/process/callbacks/callback-tokens.js';
import { GroupTransaction } from '../../../src/process/run/group-transaction.js';
import { KnownModels } from '../../../src/process/run/known-models.js';
import type { Rules } from '../../../src/process/run/rules.js';
import { Runtime } from '../../../src/process/run/runtime.js';
import { TaskFeed } from '../../../src/process/task-feed.api.js';
import { CallMaker } from '../../../src/process/workers/call-maker.js';
import { CallWorker } from '../../../src/process/workers/call-worker.js';
import { Claims } from '../../../src/process/workers/claims.js';
import { OutgoingWorker } from '../../../src/process/workers/outgoing-worker.js';
import { ReadCache } from '../../../src/process/workers/read-cache.js';
import { TimerWorker } from '../../../src/process/workers/timer-worker.js';

/** There are these processes, of which every version is the same. */
export class GivenDefinitions extends ProcessDefinitions {
  constructor(private readonly given: readonly ProcessModel[]) {
    super(undefined as never, undefined as never, undefined as never);
  }

  override model({ id }: DefinitionRef): Promise<ProcessModel> {
    return Promise.resolve(this.given.find((model) => model.id === id)!);
  }

  override choose(id: string, _businessKey: string, binding: 'latest' | number) {
    if (!this.given.some((model) => model.id === id))
      return Promise.reject(new ProcessNotFound('There is no such process.'));
    return Promise.resolve({ id, version: binding === 'latest' ? 1 : binding });
  }
}

/** Nobody wants to know of tasks. */
export class NoTaskFeed extends TaskFeed {
  override async feed(): Promise<void> {}
}

/** Where the systems outside call back. */
class StubAddresses extends CallbackAddresses {
  constructor() {
    super(undefined as never, undefined as never, undefined as never);
  }

  override of({ instance, wait }: CallbackRef) {
    const token = `token-${instance}-${wait}`;
    return { token, url: `https://acme.example/${token}` };
  }
}

export interface Given {
  readonly definitions: ProcessDefinitions;
  readonly rules: Rules;
  readonly connectors: Connectors;
  readonly tasks?: TaskFeed;
  /** Left out: what processes carry lies in the clear. */
  readonly keys?: KeysAtHand;
}

/** What runs processes in one process of the service, without its API. */
export function processParts(database: Database, clock: Clock, given: Given) {
  const { definitions, rules, connectors, tasks = new NoTaskFeed(), keys = new KeysAtHand() } = given;
  const logger = createLogger({ service: 'process', level: 'silent' });
  const models = new KnownModels(definitions);
  const transaction = new GroupTransaction(database, clock, models, rules, tasks, new Outbox('/process'), keys);
  const runtime = new Runtime(database, definitions, transaction);
  const claims = new Claims(database, clock);
  const reads = new ReadCache(clock);
  const maker = new CallMaker(runtime, connectors, reads, new StubAddresses(), database, clock, logger);
  const timers = new TimerWorker(claims, runtime, logger);
  const outgoing = new OutgoingWorker(claims, runtime, database, clock, logger);
  return { logger, runtime, claims, timers, outgoing, calls: new CallWorker(claims, maker, logger) };
}
