import { isDeepStrictEqual } from 'node:util';
import { Clock } from '#libs/kernel/clock';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { LocalDays } from '../calendar/local-days.js';
import { changeCells } from '../cells/cell-writer.js';
import { changesOf } from '../cells/contributions.js';
import { FigureLineSchema, keepLines, rowOf } from '../cells/line.schema.js';
import type { Fact, Untold } from '../journey/fact.js';
import { linesOf, type Line } from '../journey/line.js';
import { FigureContactSchema, type FigureContact } from './fact.schema.js';
import { rememberedSince } from './remembered.js';
import { daysFor, SetupBook, type KnownSetup } from './setup-book.js';
import { Together } from './together.js';
import { withoutStandIns } from './misheard.js';

/** Rows a hot cell is spread over, where writers do not take turns anyway. */
const SHARDS = 4;

interface Told {
  readonly contactId: string;
  readonly facts: readonly Untold[];
  /** Ids of facts that are none. */
  readonly wrong: readonly string[];
}

/** What is counted of a contact, before and after facts were told. */
interface Recount {
  readonly contact: FigureContact;
  readonly gone: readonly Line[];
  readonly come: readonly Line[];
  /** Among those that are gone. */
  readonly over: readonly Line[];
}

/** Keeps what is told of contacts, and figures as they follow from it. */
@Injectable()
export class ContactFacts {
  readonly #together = new Together<Told>((told) => this.#write(told));

  constructor(
    private readonly database: Database,
    private readonly book: SetupBook,
    private readonly clock: Clock,
  ) {}

  /**
   * A fact counts once, whenever it comes: figures change by the difference between the lines of what was known and those of
   * what is known now. What comes after facts of its time are forgotten is not counted.
   */
  take(contactId: string, fact: Untold): Promise<void> {
    return this.#together.add({ contactId, facts: [fact], wrong: [] });
  }

  /** Takes facts in place of others that turned out wrong. @param wrong their ids */
  correct(contactId: string, facts: readonly Untold[], wrong: readonly string[]): Promise<void> {
    return this.#together.add({ contactId, facts, wrong });
  }

  async #write(told: readonly Told[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const days = await daysFor(tx, this.database.locksRows);
      const known = await this.#knownOf(tx, told);
      const setup = await this.#setupFor(tx, told);
      const since = rememberedSince(this.clock.now()).getTime();
      const recounts = [...Map.groupBy(told, ({ contactId }) => contactId)].flatMap(([contactId, theirs]) => {
        const facts = theirs.flatMap((each) => each.facts.map((fact) => completed(fact, setup)));
        const wrong = new Set(theirs.flatMap((each) => each.wrong));
        const news = facts.filter(({ at }) => at >= since);
        return recountOf(contactId, known.get(contactId) ?? [], news, wrong) ?? [];
      });
      if (recounts.length > 0) await this.#keep(tx, recounts, days);
    });
  }

  /** In the order in which everybody locks them. */
  async #knownOf(tx: EntityManager, told: readonly Told[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
    const lock = this.database.rowLock;
    const contactId = In([...new Set(told.map((each) => each.contactId))]);
    const rows = await tx.find(FigureContactSchema, { where: { contactId }, order: { contactId: 'ASC' }, ...lock });
    return new Map(rows.map((row) => [row.contactId, row.facts]));
  }

  #setupFor(tx: EntityManager, told: readonly Told[]): Promise<KnownSetup> {
    const facts = told.flatMap((each) => each.facts);
    const queueIds = facts.flatMap((fact) => (fact.what === 'queued' && !fact.goal ? [fact.queueId] : []));
    const agentIds = facts.flatMap((fact) => (isOfTeam(fact) && fact.teamId === undefined ? [fact.agentId] : []));
    return this.book.of(tx, queueIds, agentIds);
  }

  async #keep(tx: EntityManager, recounts: readonly Recount[], days: LocalDays): Promise<void> {
    const contacts = recounts.map(({ contact }) => contact);
    const inOrder = contacts.toSorted((one, other) => (one.contactId < other.contactId ? -1 : 1));
    await addToRows(tx, FigureContactSchema, inOrder, { sums: [], latest: ['facts', 'firstAt', 'lastAt'] });
    await keepLines(
      tx,
      recounts.flatMap(({ contact, come }) => come.map((line) => rowOf(contact.contactId, line))),
    );
    for (const { contact, over } of recounts)
      for (const { kind, no } of over) await tx.delete(FigureLineSchema, { contactId: contact.contactId, kind, no });
    const shard = this.database.locksRows ? shardOf(contacts[0]!.contactId) : 0;
    const [gone, come] = [recounts.flatMap((each) => each.gone), recounts.flatMap((each) => each.come)];
    await changeCells(tx, changesOf(gone, come, days, shard), days);
  }
}

function completed(fact: Untold, setup: KnownSetup): Fact {
  if (fact.what === 'queued') return { goal: setup.goalOf(fact.queueId), ...fact };
  return isOfTeam(fact) ? { teamId: setup.teamOf(fact.agentId), ...fact } : fact;
}

function isOfTeam(fact: Untold) {
  return fact.what === 'offered' || fact.what === 'connected' || fact.what === 'joined';
}

/** Null: nothing is new. @param wrong ids of facts that go; the last of a contact stays */
function recountOf(
  contactId: string,
  known: readonly Fact[],
  told: readonly Fact[],
  wrong: ReadonlySet<string>,
): Recount | null {
  const right = [...told, ...known].filter(({ id }) => !wrong.has(id));
  const facts = withoutStandIns([...new Map(right.map((fact) => [fact.id, fact])).values()]);
  if (facts.length === 0 || isDeepStrictEqual(idsOf(facts), idsOf(known))) return null;
  const times = facts.map(({ at }) => at);
  const contact = { contactId, facts, firstAt: new Date(Math.min(...times)), lastAt: new Date(Math.max(...times)) };
  const [before, after] = [linesOf(known), linesOf(facts)];
  const gone = before.filter((line) => !after.some((other) => isDeepStrictEqual(line, other)));
  const come = after.filter((line) => !before.some((other) => isDeepStrictEqual(line, other)));
  const over = gone.filter((line) => !after.some((other) => other.kind === line.kind && other.no === line.no));
  return { contact, gone, come, over };
}

function idsOf(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.map(({ id }) => id));
}

function shardOf(contactId: string): number {
  return Number.parseInt(contactId.slice(-2), 16) % SHARDS;
}
