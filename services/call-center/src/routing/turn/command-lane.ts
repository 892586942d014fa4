import { DomainError } from '#libs/kernel/domain-error';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { anyRow, insertRows } from '#libs/persistence/rows/plain-rows';
import { QueryFailedError, type EntityManager } from 'typeorm';
import type { DeskCommand } from '../desk.api.js';
import { ownedFrom } from '../log/routing-owner.js';
import { RoutingCommandSchema } from '../log/routing-log.schema.js';
import { carryOut } from './carry-out.js';
import type { Disagreement } from './disagreements.js';
import type { Setup } from './feed-definitions.js';
import { queuesById, restored, type LiveRouter } from './live-router.js';
import { Turn, type Hands } from './turn.js';

/** Beyond it sharing a commit gains nothing more. */
const MOST_IN_A_GROUP = 32;
/** A group that fails as a whole is tried again from what the database says, so often. */
const ATTEMPTS = 4;
const HOUR_MS = 3_600_000;

export interface LaneParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly hands: Hands;
  readonly setup: Setup;
  /** Where this process is reached, for the others. */
  readonly address: () => string;
  /** How many events are replayed at most when the router is restored. */
  readonly snapshotEvery: number;
  /** How long what happened can be looked up at least, ms. */
  readonly retentionMs: number;
}

interface Entry {
  readonly command: DeskCommand;
  /** Null: nobody asks again with the same. */
  readonly id: string | null;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The router had changed already when the command failed. */
class FailedMidway extends Error {
  constructor(
    readonly entry: Entry,
    cause: unknown,
  ) {
    super('a command failed after the router was told of it', { cause });
  }
}

/**
 * The commands of one tenant, one after the other: those that gather while one commit is under way share the next. The router
 * stays in memory between them; whenever a commit fails it is ahead of the database and is given up.
 */
export class CommandLane {
  readonly #waiting: Entry[] = [];
  #live: LiveRouter | undefined;
  /** A transaction has begun whose outcome is not known yet. */
  #isUncertain = false;
  #running: Promise<void> | undefined;
  #droppedAt = 0;
  #disagreements: Disagreement[] = [];

  constructor(
    private readonly parts: LaneParts,
    /** Runs the work as the tenant, and as nobody who asks. */
    private readonly asTenant: <T>(work: () => T) => T,
    /** Called after each commit. */
    private readonly onCommitted: () => void,
  ) {}

  submit(command: DeskCommand, id: string | null = null): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, id, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** The router as of the last commit; undefined before the first. */
  get live(): LiveRouter | undefined {
    return this.#isUncertain ? undefined : this.#live;
  }

  /** Resolves when nothing is under way. The router is forgotten. */
  async close(): Promise<void> {
    while (this.#running) await this.#running;
    this.#live = undefined;
  }

  async #run(): Promise<void> {
    // Those who ask in the same breath share the first commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#settle(this.#waiting.splice(0, MOST_IN_A_GROUP));
    this.#running = undefined;
  }

  /** Whatever fails midway is refused alone. */
  async #settle(group: readonly Entry[]): Promise<void> {
    let left = group;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      try {
        const refused = await this.asTenant(() => this.#commit(left));
        for (const entry of left) {
          const error = refused.get(entry);
          if (error === undefined) entry.resolve();
          else entry.reject(error);
        }
        return;
      } catch (error) {
        if (error instanceof FailedMidway) {
          error.entry.reject(error.cause);
          left = left.filter((entry) => entry !== error.entry);
        } else if (attempt >= ATTEMPTS) {
          if (left.length === 1) return left[0]!.reject(error);
          for (const entry of left) await this.#settle([entry]);
          return;
        }
      }
    }
  }

  async #commit(group: readonly Entry[]): Promise<Map<Entry, unknown>> {
    const refused = new Map<Entry, unknown>();
    await this.parts.database.transaction(async (tx) => {
      // An earlier run failed, or the database had it give way: the router is ahead.
      if (this.#isUncertain) this.#live = undefined;
      this.#isUncertain = true;
      refused.clear();
      this.#disagreements = [];
      const live = (this.#live ??= await this.#restore(tx));
      await this.#letTimePass(tx, live);
      for (const entry of group) await this.#one(tx, live, entry, refused);
      await this.#keepSnapshot(tx, live);
    });
    this.#isUncertain = false;
    this.parts.hands.disagreements.report(this.#disagreements);
    this.onCommitted();
    return refused;
  }

  /** What was administered while nobody listened is told at once. */
  async #restore(tx: EntityManager): Promise<LiveRouter> {
    const { hands, setup } = this.parts;
    const live = { ...(await restored(hands.log)), queues: await queuesById(setup.queues) };
    await this.#carryOut(tx, live, { type: 'setup-changed' });
    await this.#meetAgents(tx, live);
    await ownedFrom(tx, this.parts.address(), this.parts.clock.now());
    return live;
  }

  /** Whoever is there and unknown is introduced, and who is otherwise than the router believes is told of. */
  async #meetAgents(tx: EntityManager, live: LiveRouter): Promise<void> {
    const turn = this.#turn(live);
    for (const { id } of await this.parts.hands.roster.loggedIn()) turn.touch(await turn.hands.moves.standing(id));
    await turn.settle();
    await this.#write(tx, live, turn);
  }

  /** What was due by now happens before anything else, whatever becomes of that. */
  async #letTimePass(tx: EntityManager, live: LiveRouter): Promise<void> {
    const due = live.router.nextWake();
    if (due && due <= this.parts.clock.now()) await this.#carryOut(tx, live, { type: 'tick' });
  }

  async #one(tx: EntityManager, live: LiveRouter, entry: Entry, refused: Map<Entry, unknown>): Promise<void> {
    const { command, id } = entry;
    if (id !== null && (await anyRow(tx, RoutingCommandSchema, { id }))) return;
    await tx.query('SAVEPOINT routing_command');
    const turn = this.#turn(live);
    try {
      if (id !== null) await insertRows(tx, RoutingCommandSchema, [{ id, at: turn.now }]);
      await carryOut(turn, command, this.parts.setup);
      await this.#write(tx, live, turn);
    } catch (error) {
      // What the database refuses may have ended the transaction.
      if (error instanceof QueryFailedError) throw error;
      if (!(error instanceof DomainError) || turn.log.length > 0) throw new FailedMidway(entry, error);
      await tx.query('ROLLBACK TO SAVEPOINT routing_command');
      refused.set(entry, error);
    }
  }

  async #carryOut(tx: EntityManager, live: LiveRouter, command: DeskCommand): Promise<void> {
    const turn = this.#turn(live);
    await carryOut(turn, command, this.parts.setup);
    await this.#write(tx, live, turn);
  }

  #turn(live: LiveRouter): Turn {
    const { hands, clock } = this.parts;
    const now = clock.now();
    return new Turn(live, { ...hands, contacts: hands.contacts.asOf(now) }, now);
  }

  async #write(tx: EntityManager, live: LiveRouter, { log, disagreements }: Turn): Promise<void> {
    await this.parts.hands.log.append(tx, live.seq, log);
    live.seq += log.length;
    this.#disagreements.push(...disagreements);
  }

  async #keepSnapshot(tx: EntityManager, live: LiveRouter): Promise<void> {
    const { hands, clock, snapshotEvery, retentionMs } = this.parts;
    if (live.seq - live.snapshotSeq < snapshotEvery) return;
    const now = clock.now();
    await hands.log.keep(tx, { seq: live.seq, snapshot: live.router.snapshot() }, now);
    live.snapshotSeq = live.seq;
    if (now.getTime() - this.#droppedAt < HOUR_MS) return;
    await hands.log.dropBefore(tx, new Date(now.getTime() - retentionMs));
    this.#droppedAt = now.getTime();
  }
}
