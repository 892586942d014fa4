import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { RowCircle } from '#libs/persistence/rows/within-circle';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { And, In, MoreThan, type EntityManager } from 'typeorm';
import { RosterSetupInUse, RosterSetupNotFound } from '../domain/rostering.errors.js';
import { RosteredAgent, RosterRules, type SetupContents } from './setup.dto.js';
import { SetupSchema, type SetupKind, type SetupRow } from './setup.schema.js';

export const THE_RULES = 'tenant' as const;

export type SetupOf<Kind extends SetupKind> = { id: string; version: number } & SetupContents[Kind];

/** Patterns, plans, agents, rules and types of leave, each with versions. */
@Injectable()
export class RosterSetup {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param circle of agents: whose; null: everybody's */
  async list<Kind extends SetupKind>(
    kind: Kind,
    { limit, cursor }: PageQuery,
    groupId?: string,
    circle: RowCircle | null = null,
  ): Promise<Page<SetupOf<Kind>>> {
    const theirs = circle === null ? [] : [In([...circle.people])];
    const ids = [...theirs, ...(cursor === undefined ? [] : [MoreThan(decodeCursor(cursor, 1)[0]!)])];
    const rows = await (
      await this.database.reader()
    ).find(SetupSchema, {
      where: {
        kind,
        ...(groupId === undefined ? {} : { groupId }),
        ...(ids.length === 0 ? {} : { id: And(...ids) }),
      },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => shown<Kind>(row)), next };
  }

  /** @throws RosterSetupNotFound */
  async get<Kind extends SetupKind>(kind: Kind, id: string): Promise<SetupOf<Kind>> {
    return shown<Kind>(await this.#row(await this.database.reader(), kind, id));
  }

  /** By id. */
  async all<Kind extends SetupKind>(kind: Kind, groupId?: string): Promise<Map<string, SetupOf<Kind>>> {
    const where = { kind, ...(groupId === undefined ? {} : { groupId }) };
    const rows = await (await this.database.reader()).find(SetupSchema, { where, order: { id: 'ASC' } });
    return new Map(rows.map((row) => [row.id, shown<Kind>(row)]));
  }

  async rules(): Promise<SetupOf<'rules'>> {
    return this.get('rules', THE_RULES);
  }

  async add<Kind extends SetupKind>(kind: Kind, content: SetupContents[Kind]): Promise<SetupOf<Kind>> {
    const row: SetupRow = { kind, id: newId(this.clock.now()), version: 1, groupId: groupOf(kind, content), content };
    await this.database.transaction(async (tx) => {
      await this.#checkReferences(tx, kind, content);
      await tx.insert(SetupSchema, row);
    });
    return shown<Kind>(row);
  }

  /** @param id of an agent: it need not be there yet @throws RosterSetupNotFound, StaleVersion */
  async replace<Kind extends SetupKind>(kind: Kind, id: string, content: SetupContents[Kind]): Promise<SetupOf<Kind>> {
    return this.database.transaction(async (tx) => {
      await this.#checkReferences(tx, kind, content);
      const found = await this.#locked(tx, kind, id);
      if (!found && kind !== 'agent') throw notFound(kind, id);
      if (found) checkPrecondition(found);
      const version = (found?.version ?? 0) + 1;
      const row: SetupRow = { kind, id, version, groupId: groupOf(kind, content), content };
      if (found) await tx.update(SetupSchema, { kind, id }, row);
      else await tx.insert(SetupSchema, row);
      return shown<Kind>(row);
    });
  }

  /** @throws RosterSetupNotFound, StaleVersion, RosterSetupInUse */
  async remove(kind: SetupKind, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await this.#locked(tx, kind, id);
      if (!found) throw notFound(kind, id);
      checkPrecondition(found);
      const users = kind === 'pattern' ? 'work-plan' : kind === 'work-plan' ? 'agent' : undefined;
      const using = users && [...(await this.all(users)).values()].find((user) => refersTo(user, id));
      if (using) throw new RosterSetupInUse('Others refer to it.', { id, facts: { by: using.id } });
      await tx.delete(SetupSchema, { kind, id });
    });
  }

  /** Whoever changes what is published holds this, so that nobody does at the same time. */
  async lockSchedules(tx: EntityManager): Promise<SetupOf<'rules'>> {
    return shown<'rules'>((await this.#locked(tx, 'rules', THE_RULES))!);
  }

  async #checkReferences(tx: EntityManager, kind: SetupKind, content: SetupContents[SetupKind]): Promise<void> {
    if (kind === 'work-plan')
      for (const id of (content as SetupContents['work-plan']).patternIds) await this.#row(tx, 'pattern', id);
    if (kind === 'agent') await this.#row(tx, 'work-plan', (content as SetupContents['agent']).workPlanId);
  }

  async #row(db: EntityManager, kind: SetupKind, id: string): Promise<SetupRow> {
    const row = await db.findOneBy(SetupSchema, { kind, id });
    if (!row) throw notFound(kind, id);
    return row;
  }

  #locked(tx: EntityManager, kind: SetupKind, id: string): Promise<SetupRow | null> {
    const lock = this.database.rowLock;
    return tx.findOne(SetupSchema, { where: { kind, id }, ...lock });
  }
}

function notFound(kind: SetupKind, id: string) {
  return new RosterSetupNotFound(`There is no such ${kind}.`, { id, facts: { kind } });
}

function groupOf(kind: SetupKind, content: SetupContents[SetupKind]): string {
  return kind === 'agent' ? (content as SetupContents['agent']).planningGroupId : '';
}

function refersTo(user: Partial<SetupContents['work-plan'] & SetupContents['agent']>, id: string): boolean {
  return user.workPlanId === id || (user.patternIds?.includes(id) ?? false);
}

/** Of which some is from before a rule or skill was thought of. */
const WHOLE: Partial<Record<SetupKind, typeof RosterRules | typeof RosteredAgent>> = {
  rules: RosterRules,
  agent: RosteredAgent,
};

function shown<Kind extends SetupKind>({ kind, id, version, content }: SetupRow): SetupOf<Kind> {
  // What was written before has its default.
  const whole = WHOLE[kind]?.parse(content) ?? content;
  return { id, version, ...(whole as SetupContents[Kind]) };
}
