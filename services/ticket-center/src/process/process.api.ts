import type { DefinitionRef } from '#libs/process-engine/reference';
import { InstanceOver, InstanceSuspended } from '#libs/process-engine/core/refusals';
import type { InstanceState } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Injectable } from '@nestjs/common';
import { StoredInstances, type InstanceSummary } from './stored/stored-instances.js';
import { TaskDone, TaskGone } from './run/process.errors.js';
import { Runtime } from './run/runtime.js';
import type { Outcome } from './run/submission.js';
import { DeferredStarts } from './workers/deferred-starts.js';
import { SentMessages, type NewMessage } from './workers/sent-messages.js';

export interface NewInstance {
  readonly definition: string;
  /** latest, or left out: what is rolled out for the business key. */
  readonly version?: number | 'latest';
  readonly businessKey?: string | null;
  readonly variables: Variables;
}

/** Who acts on an instance, and why. */
export interface By {
  readonly operator: string;
  readonly reason: string;
}

export interface DoneTask {
  readonly instance: string;
  readonly wait: number;
  readonly result: Variables;
  /** Who did it. */
  readonly by: string;
}

export interface InstanceStatus {
  readonly id: string;
  readonly definition: DefinitionRef;
  readonly businessKey: string | null;
  readonly state: InstanceState;
  /** What the business calls the state. */
  readonly status: string | null;
  /** Number of the last record. */
  readonly seq: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/**
 * What other contexts ask of running processes. Each command has a key of the caller's: repeated, it gets the first outcome.
 * Each has a transaction of its own, unless
 * it says otherwise.
 * @throws CommandKeyReused when the key came with another command
 */
@Injectable()
export class Processes {
  constructor(
    private readonly runtime: Runtime,
    private readonly messages: SentMessages,
    private readonly deferred: DeferredStarts,
    private readonly stored: StoredInstances,
    private readonly clock: Clock,
  ) {}

  /** The outcome names the instance. @throws what the definitions and the engine refuse */
  start(key: string, { definition, version = 'latest', businessKey = null, variables }: NewInstance): Promise<Outcome> {
    const start = { definition, binding: version, businessKey, variables };
    return this.runtime.submit({ key, instance: newId(this.clock.now()), start });
  }

  /**
   * Begins when the caller's transaction is committed; the id it will have.
   * @throws what the definitions and the engine refuse
   */
  startWithin({ definition, version = 'latest', businessKey = null, variables }: NewInstance): Promise<string> {
    return this.deferred.store({ definition, version, businessKey, variables });
  }

  /**
   * @throws InstanceNotFound, TaskDone when another did it before, TaskGone when it is no longer wanted, InstanceSuspended,
   * and what the engine refuses
   */
  async completeTask(key: string, { instance, wait, result, by }: DoneTask): Promise<Outcome> {
    const command = { type: 'complete-task', wait, result, by } as const;
    const outcome = await this.runtime.submit({ key, instance, command });
    if (outcome.ignored === undefined) return outcome;
    const what = { instance, wait };
    if (outcome.ignored === 'SUSPENDED')
      throw new InstanceSuspended('The process is suspended; try again later.', what);
    if (outcome.ignored === 'TASK_DONE') throw new TaskDone('The task has been completed before.', what);
    throw new TaskGone('The task is no longer there.', what);
  }

  /** Kept until somebody waits for it, or its time is over. */
  async correlate(key: string, message: NewMessage): Promise<void> {
    await this.messages.send(key, message);
  }

  /** Reaches every instance that waits for it now. */
  async broadcast(key: string, name: string, variables: Variables): Promise<void> {
    await this.messages.broadcast(key, name, variables);
  }

  /** Written at the top of the instance; what has ended stays as it is. @throws InstanceNotFound */
  async setVariables(key: string, instance: string, variables: Variables, by: By): Promise<void> {
    const command = { type: 'set-variables' as const, variables, ...by };
    await this.runtime.submit({ key, instance, command }).catch((error: unknown) => {
      if (!(error instanceof InstanceOver)) throw error;
    });
  }

  /** With its children; what has ended stays as it is. @throws InstanceNotFound */
  cancel(key: string, instance: string, by: By): Promise<Outcome> {
    return this.runtime.submit({ key, instance, command: { type: 'cancel', ...by } });
  }

  /** @throws InstanceNotFound */
  async status(id: string): Promise<InstanceStatus> {
    return statusOf(await this.stored.summary(id));
  }
}

export function statusOf({ id, definitionId, version, ...row }: InstanceSummary): InstanceStatus {
  const { businessKey, state, status, seq, startedAt, endedAt } = row;
  const definition = { id: definitionId, version };
  return { id, definition, businessKey, state, status, seq, startedAt, endedAt };
}
