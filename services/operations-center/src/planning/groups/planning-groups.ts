import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { ForecastJobSchema } from '../forecasts/forecast-job.schema.js';
import { VolumeDaySchema, VolumeImportSchema } from '../history/volume.schema.js';
import { PlanningGroupInUse, PlanningGroupNameTaken, PlanningGroupNotFound } from '../planning.errors.js';
import { ForecastVersionSchema } from '../versions/forecast-version.schema.js';
import type { PlanningGroupContent } from './planning-group.dto.js';
import { PlanningGroupSchema, type PlanningGroup } from './planning-group.schema.js';

@Injectable()
export class PlanningGroups {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<PlanningGroup>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(PlanningGroupSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws PlanningGroupNotFound */
  async get(id: string): Promise<PlanningGroup> {
    const group = await (await this.database.reader()).findOneBy(PlanningGroupSchema, { id });
    if (!group) throw new PlanningGroupNotFound('There is no such planning group.', { id });
    return group;
  }

  /** @throws PlanningGroupNameTaken */
  async add(content: PlanningGroupContent): Promise<PlanningGroup> {
    const updatedAt = this.clock.now();
    const group = { id: newId(updatedAt), version: 1, name: content.name, content, updatedAt };
    await refusingTakenNames(() => this.database.transaction((tx) => tx.insert(PlanningGroupSchema, group)));
    return group;
  }

  /** @throws PlanningGroupNotFound, PlanningGroupNameTaken, PlanningGroupInUse, StaleVersion */
  async replace(id: string, content: PlanningGroupContent): Promise<PlanningGroup> {
    return refusingTakenNames(() =>
      this.database.transaction(async (tx) => {
        const { version, content: before } = await this.get(id);
        const seen = currentContext()?.precondition?.version ?? version;
        const next = { name: content.name, content, version: seen + 1, updatedAt: this.clock.now() };
        const { affected } = await tx.update(PlanningGroupSchema, { id, version: seen }, next);
        if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.');
        if (GRID.some((name) => content[name] !== before[name]) && (await isUsed(tx, id)))
          throw new PlanningGroupInUse('Time zone, hours and intervals stay: volumes and forecasts are kept by them.');
        return { id, ...next };
      }),
    );
  }
}

/** What volumes and forecasts are kept by. */
const GRID = ['timeZone', 'intervalMinutes', 'opensAt', 'closesAt'] as const;

async function isUsed(tx: EntityManager, groupId: string): Promise<boolean> {
  const schemas = [ForecastVersionSchema, ForecastJobSchema, VolumeDaySchema, VolumeImportSchema];
  for (const schema of schemas) if (await tx.existsBy<{ groupId: string }>(schema, { groupId })) return true;
  return false;
}

async function refusingTakenNames<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new PlanningGroupNameTaken('Another planning group has this name.');
  }
}
