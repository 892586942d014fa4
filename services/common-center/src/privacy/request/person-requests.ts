import { personErased } from '#libs/contracts/common-center/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { AuditSayings } from '#libs/web/audit/audit-sayings';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { claimed, newSteps, stepDone, stepFailed, type PersonRequestRow, type Step } from './person-request.js';
import { ExportPartSchema, PersonRequestSchema } from './person-request.schema.js';

export class PersonRequestNotFound extends domainError('person-request-not-found', 'not-found') {}
/** Another process goes on with it, since this one took too long. */
export class ClaimLost extends Error {}
/** It is still being gathered, or has been removed. */
export class ExportNotThere extends domainError('export-not-there', 'conflict') {}

const FIELD = 'person_export_part.sealed';
/** Characters; sealed they fit a column of 65,535 bytes. */
const PART = 12_000;
const AT_ONCE = 20;

@Injectable()
export class PersonRequests {
  constructor(
    private readonly database: Database,
    private readonly keys: TenantKeys,
    private readonly outbox: Outbox,
    private readonly sayings: AuditSayings,
    private readonly clock: Clock,
  ) {}

  async ask(
    asked: Pick<PersonRequestRow, 'kind' | 'customerId' | 'reason' | 'requestedBy'>,
  ): Promise<PersonRequestRow> {
    const now = this.clock.now();
    const row: PersonRequestRow = {
      ...asked,
      ...{ id: newId(now), version: 1, requestedAt: now, state: 'running', steps: newSteps() },
      ...{ attempts: 0, dueAt: now, finishedAt: null },
    };
    await this.database.transaction((tx) => insertRows(tx, PersonRequestSchema, [row]));
    return row;
  }

  /** @throws PersonRequestNotFound */
  async get(id: string): Promise<PersonRequestRow> {
    const row = await (await this.database.reader()).findOneBy(PersonRequestSchema, { id });
    if (!row) throw new PersonRequestNotFound('There is no such request.', { id });
    return row;
  }

  /** Newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<PersonRequestRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(PersonRequestSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  async due(): Promise<PersonRequestRow[]> {
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    return (await this.database.reader()).find(PersonRequestSchema, { where, order: { dueAt: 'ASC' }, take: AT_ONCE });
  }

  /** Null where somebody else has it in hand. */
  async claim(request: PersonRequestRow): Promise<PersonRequestRow | null> {
    const mine = claimed(request, this.clock.now());
    return (await this.database.transaction((tx) => changes(tx, request, mine))) ? mine : null;
  }

  /** @param gathered of an export, as JSON @throws ClaimLost */
  async finish(request: PersonRequestRow, step: Step, gathered: string | null): Promise<PersonRequestRow> {
    const now = this.clock.now();
    const changed = stepDone(request, step, now);
    const cipher = gathered === null ? null : await this.keys.cipher();
    await this.database.transaction(async (tx) => {
      if (!(await changes(tx, request, changed))) throw new ClaimLost(`request ${request.id} is in other hands`);
      const parts = gathered?.match(new RegExp(`[^]{1,${PART}}`, 'gu')) ?? [];
      const first = await tx.countBy(ExportPartSchema, { requestId: request.id });
      const rows = parts.map((part, index) => ({
        ...{ requestId: request.id, seq: first + index },
        sealed: cipher!.seal(FIELD, part),
      }));
      await insertRows(tx, ExportPartSchema, rows);
      await this.#say(changed, step);
      if (changed.state !== 'done' || request.kind !== 'erase') return;
      const { customerId } = request;
      await this.outbox.append(tx, customerId, now, [outgoing(personErased, { customerId, requestId: request.id })]);
    });
    return changed;
  }

  /** What each service erased is in the trail with it, or is not done. */
  async #say({ id, kind, reason }: PersonRequestRow, { service, receipt }: Step): Promise<void> {
    if (kind !== 'erase') return;
    const after = { service, rows: Object.fromEntries(receipt.map(({ holding, rows }) => [holding, rows])) };
    await this.sayings.say({
      action: 'person-request:erase',
      resourceId: id,
      before: null,
      after,
      reason,
      address: null,
    });
  }

  async postpone(request: PersonRequestRow): Promise<void> {
    const changed = stepFailed(request, this.clock.now());
    await this.database.transaction((tx) => changes(tx, request, changed));
  }

  async remove({ id }: PersonRequestRow): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(ExportPartSchema, { requestId: id });
      await tx.update(PersonRequestSchema, { id }, { state: 'over', dueAt: null });
    });
  }

  /** JSON: a list with what each service has. @throws ExportNotThere, PersonRequestNotFound */
  async gathered(id: string): Promise<string> {
    const { kind, state } = await this.get(id);
    if (kind !== 'export' || state !== 'done') throw new ExportNotThere('There is no export of this request.', { id });
    const cipher = await this.keys.cipher();
    const db = await this.database.reader();
    const parts = await db.find(ExportPartSchema, { where: { requestId: id }, order: { seq: 'ASC' } });
    const lines = parts.map(({ sealed }) => cipher.open(FIELD, sealed)).join('');
    return `[${lines.trim().replaceAll('\n', ',')}]`;
  }
}

/** False where somebody else has changed it meanwhile: each change, and each claim, is a version of its own. */
async function changes(tx: EntityManager, { id, version }: PersonRequestRow, to: PersonRequestRow): Promise<boolean> {
  return (await tx.update(PersonRequestSchema, { id, version }, to)).affected === 1;
}
