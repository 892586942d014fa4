import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { actor } from '#libs/web/access/actor';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import { VolumeImportNotFound } from '../planning.errors.js';
import {
  VolumeDaySchema,
  VolumeImportSchema,
  WaitingDaySchema,
  type VolumeImport,
  type WaitingDay,
} from './volume.schema.js';
import { readVolumes } from './volumes-csv.js';

/** Days of a transaction. */
const AT_ONCE = 50;

/** Files of volumes: all of a file is kept before any day of it is done; a day that is done is known by what it left. */
@Injectable()
export class VolumeImports {
  constructor(
    private readonly database: Database,
    private readonly groups: PlanningGroups,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound, VolumesUnreadable */
  async order(groupId: string, csv: string, start: string | undefined): Promise<VolumeImport> {
    const { content } = await this.groups.get(groupId);
    const { days, bad } = readVolumes(csv, new Opening(content), start);
    const orderedAt = this.clock.now();
    const none = { doneDays: 0, added: 0, changed: 0, unchanged: 0, endedAt: null };
    const row: VolumeImport = {
      ...{ id: newId(orderedAt), groupId, status: 'running', days: days.length, badLines: [...bad] },
      ...{ ...none, orderedBy: actor(), orderedAt },
    };
    await this.database.transaction(async (tx) => {
      await insertRows(tx, VolumeImportSchema, [row]);
      await insertRows(
        tx,
        WaitingDaySchema,
        days.map((day) => ({ importId: row.id, ...day })),
      );
    });
    return row;
  }

  /** @throws VolumeImportNotFound */
  async get(groupId: string, id: string): Promise<VolumeImport> {
    const row = await (await this.database.reader()).findOneBy(VolumeImportSchema, { id, groupId });
    if (!row) throw new VolumeImportNotFound('There is no such import.', { id });
    return row;
  }

  /** The imports that are not done, oldest first. */
  async running(): Promise<VolumeImport[]> {
    const reader = await this.database.reader();
    return reader.find(VolumeImportSchema, { where: { status: 'running' }, order: { id: 'ASC' }, take: 10 });
  }

  /** Some days more: safe to repeat. @returns whether there is more to do */
  workOn(id: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const row = await tx.findOneOrFail(VolumeImportSchema, { where: { id }, ...lock });
      const where = { importId: id };
      const some = await tx.find(WaitingDaySchema, { where, order: { date: 'ASC' }, take: AT_ONCE });
      const counts = { added: row.added, changed: row.changed, unchanged: row.unchanged };
      for (const day of some) counts[await keep(tx, row.groupId, day)] += 1;
      const isOver = some.length < AT_ONCE;
      const ended = isOver ? { status: 'done' as const, endedAt: row.endedAt ?? this.clock.now() } : {};
      await tx.update(VolumeImportSchema, { id }, { ...counts, doneDays: row.doneDays + some.length, ...ended });
      return !isOver;
    });
  }
}

async function keep(tx: EntityManager, groupId: string, { importId, date, ...values }: WaitingDay) {
  const known = await tx.findOneBy(VolumeDaySchema, { groupId, date });
  if (!known) await tx.insert(VolumeDaySchema, { groupId, date, ...values });
  const isSame =
    JSON.stringify(known?.contacts) === JSON.stringify(values.contacts) &&
    JSON.stringify(known?.handledSeconds) === JSON.stringify(values.handledSeconds);
  if (known && !isSame) await tx.update(VolumeDaySchema, { groupId, date }, values);
  await tx.delete(WaitingDaySchema, { importId, date });
  return known ? (isSame ? 'unchanged' : 'changed') : 'added';
}
