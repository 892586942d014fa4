import { Outbox } from '#libs/messaging/outbox';
import { SystemClock, type Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { compile } from '#libs/process-engine/compile';
import type { ProcessModel } from '#libs/process-engine/model';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { pino } from 'pino';
import { Calendars } from '../../services/ticket-center/src/calendar/calendar.api.js';
import { FormRollouts } from '../../services/ticket-center/src/form/form-rollouts.js';
import { Forms } from '../../services/ticket-center/src/form/form.api.js';
import { ProcessDefinitions } from '../../services/ticket-center/src/process-definition/process-definition.api.js';
import { EngineRules } from '../../services/ticket-center/src/process/run/engine-rules.js';
import { GroupTransaction } from '../../services/ticket-center/src/process/run/group-transaction.js';
import { KnownModels } from '../../services/ticket-center/src/process/run/known-models.js';
import { Runtime } from '../../services/ticket-center/src/process/run/runtime.js';
import { Claims } from '../../services/ticket-center/src/process/workers/claims.js';
import { TimerWorker } from '../../services/ticket-center/src/process/workers/timer-worker.js';
import { ServiceTargets } from '../../services/ticket-center/src/service-target/service-target.api.js';
import { ticketCenter } from '../../services/ticket-center/src/service.js';
import { WorkItemFeed } from '../../services/ticket-center/src/work-item/infra/work-item-feed.js';
import { keysAtHand } from './keys.js';

/** The tables of the service that runs processes. */
export const processTables = withServiceTables(ticketCenter.database);

/** There is one definition, compiled once; how definitions are stored and found is not measured. */
class OneDefinition extends ProcessDefinitions {
  constructor(private readonly only: ProcessModel) {
    super(undefined as never, undefined as never, undefined as never);
  }

  override model(): Promise<ProcessModel> {
    return Promise.resolve(this.only);
  }

  override choose(id: string) {
    return Promise.resolve({ id, version: 1 });
  }
}

/** The running engine as the service has it, with its work items and its outbox, and without its API. */
export interface ProcessEngine {
  readonly runtime: Runtime;
  readonly claims: Claims;
  readonly timers: TimerWorker;
}

export async function processEngine(
  database: Database,
  bpmn: string,
  clock: Clock = new SystemClock(),
): Promise<ProcessEngine> {
  const definitions = new OneDefinition(await modelOf(bpmn));
  const tasks = new WorkItemFeed(
    database,
    new Forms(database, new FormRollouts(database, clock), clock),
    new ServiceTargets(database, clock),
  );
  const rules = new EngineRules(new Calendars(database, clock));
  const models = new KnownModels(definitions);
  const transaction = new GroupTransaction(database, clock, models, rules, tasks, new Outbox('/bench'), keysAtHand);
  const runtime = new Runtime(database, definitions, transaction);
  const claims = new Claims(database, clock);
  return { runtime, claims, timers: new TimerWorker(claims, runtime, pino({ level: 'error' })) };
}

async function modelOf(bpmn: string): Promise<ProcessModel> {
  const nothing = {
    connectors: new Set<string>(),
    calendars: new Set<string>(),
    forms: new Map(),
    targets: new Set<string>(),
    definitions: new Map(),
  };
  const { models, problems } = await compile({ bpmn, dmn: [] }, nothing);
  const [model] = models;
  if (!model) throw new Error(`the measured process does not compile: ${JSON.stringify(problems)}`);
  return model;
}
