import { DomainError } from '#libs/kernel/domain-error';
import { Clock } from '#libs/kernel/clock';
import { Outbox, type EventAbout } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { warmUp } from '../archive/cold-instances.js';
import type { Changes, Stepped } from '../changes/changes.js';
import { changesOf } from '../changes/changes-of.js';
import { FINGERPRINT, type ProcessCommandRow } from '../schema/process-command.schema.js';
import { GroupView } from './group-view.js';
import { KnownModels, ModelNotKnown } from './known-models.js';
import { ClaimLost, CommandKeyReused, InstanceNotFound, NotAll } from './process.errors.js';
import { Rules, type Step } from './rules.js';
import { TaskFeed } from '../task-feed.api.js';
import type { Directive, Outcome, Submission } from './submission.js';
import { writeChanges } from '../changes/write-changes.js';

/** How often a group begins anew: after a model was fetched, or another writer was quicker. */
const RERUNS = 8;

/** How one command of a group ended. */
export type Settled = { readonly outcome: Outcome } | { readonly error: unknown };

export interface Committed {
  /** In the order of the group. */
  readonly settled: readonly Settled[];
  readonly changes: readonly Changes[];
  /** What follows, stored with the commit. */
  readonly outgoing: readonly Directive[];
}

/** A command, with all that is needed to carry it out. */
interface Task {
  readonly submission: Submission;
  readonly view: GroupView;
  readonly now: Date;
  readonly step: Step;
}

/**
 * Carries out commands of different instances in one transaction: each is known and gets its first outcome, or is stepped,
 * or is refused alone. Nothing is awaited inside but the database.
 */
@Injectable()
export class GroupTransaction {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly models: KnownModels,
    private readonly rules: Rules,
    private readonly tasks: TaskFeed,
    private readonly outbox: Outbox,
    private readonly keys: KeysAtHand,
  ) {}

  /** @throws what the database says when it takes none of it. */
  async run(group: readonly Submission[]): Promise<Committed> {
    const step = await this.rules.ready();
    for (let run = 1; ; run++) {
      try {
        return await this.database.transaction((tx) => this.#once(tx, group, step));
      } catch (error) {
        if (run > RERUNS) throw error;
        if (error instanceof ModelNotKnown) await this.models.learn(error.ref);
        // Two writers went on from the same record, or carried out the same key: the loser looks again.
        else if (!isDuplicateKey(error) || group.length > 1) throw error;
      }
    }
  }

  /**
   * All commands are carried out or none.
   * @throws NotAll naming those that were refused
   */
  async all(group: readonly Submission[]): Promise<Committed> {
    const step = await this.rules.ready();
    for (let run = 1; ; run++) {
      try {
        return await this.database.transaction(async (tx) => {
          const committed = await this.#once(tx, group, step);
          requireAll(group, committed);
          return committed;
        });
      } catch (error) {
        if (run > RERUNS) throw error;
        if (error instanceof ModelNotKnown) await this.models.learn(error.ref);
        else if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  async #once(tx: EntityManager, group: readonly Submission[], step: Step): Promise<Committed> {
    const now = this.clock.now();
    const view = await GroupView.load(tx, group, this.database.locksRows);
    const changes: Changes[] = [];
    const settled = group.map((submission) => this.#settle({ submission, view, now, step }, changes));
    const back = changes.flatMap(({ instance: { id } }) => view.fromArchive(id) ?? []);
    await warmUp(tx, back, this.database.locksRows);
    const outgoing = await writeChanges(tx, changes, now);
    await this.tasks.feed(
      changes.map(({ tasks }) => tasks),
      now,
    );
    await this.outbox.appendAll(tx, now, changes.flatMap(told));
    return { settled, changes, outgoing };
  }

  #settle(task: Task, all: Changes[]): Settled {
    const { submission, view } = task;
    const first = view.first(submission.key);
    if (first) {
      if (first.outcome && this.#isSame(first, submission)) return { outcome: first.outcome };
      return { error: new CommandKeyReused('This key was used for another command.', { key: submission.key }) };
    }
    if (!view.isClaimed(submission)) return { error: new ClaimLost('Somebody else does it now.') };
    try {
      const changes = changesOf(this.#step(task));
      all.push(changes);
      return { outcome: changes.outcome };
    } catch (error) {
      if (error instanceof ModelNotKnown) throw error;
      return { error };
    }
  }

  /** @throws InstanceNotFound, ModelNotKnown, and what the engine refuses */
  #step({ submission, view, now, step }: Task): Stepped {
    const { instance: id, birth, command } = submission;
    const row = view.instance(id);
    if (!row && !birth) throw new InstanceNotFound('There is no such process instance.', { id });
    const before = row?.snapshot;
    const model = this.models.get(before?.definition ?? birth!.definition);
    const digest = (json: string) => this.keys.digestOf('process-payload', json);
    return { submission, row, before, model, now, digest, result: step(model, before, command, now) };
  }

  #isSame(first: ProcessCommandRow, { fingerprint }: Submission): boolean {
    return this.keys.formsOf(FINGERPRINT, fingerprint).includes(first.fingerprint);
  }
}

function requireAll(group: readonly Submission[], { settled }: Committed): void {
  const refused = group.flatMap(({ instance }, index) => {
    const each = settled[index]!;
    if (!('error' in each)) return [];
    if (!(each.error instanceof DomainError)) throw each.error;
    return [{ instance, code: each.error.code, message: each.error.message }];
  });
  if (refused.length > 0)
    throw new NotAll(`${refused.length} of ${group.length} were refused: nothing was changed.`, { refused });
}

/** Ordered by the topmost instance: what belongs together is told in order. */
function told({ instance, events }: Changes): EventAbout[] {
  return events.map((event) => ({ subject: instance.rootInstance, event }));
}
