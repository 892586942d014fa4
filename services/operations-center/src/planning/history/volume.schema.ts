import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What came on a day, by the intervals of its group, as it was imported. */
export interface VolumeDay {
  groupId: string;
  date: string;
  contacts: number[];
  /** In each interval, together; null: not told. */
  handledSeconds: number[] | null;
}

const DAY = {
  contacts: column.json(),
  handledSeconds: column.nullable(column.json()),
};

export const VolumeDaySchema = new EntitySchema<VolumeDay>({
  name: 'planning_volume_day',
  columns: { groupId: column.primary(column.ref()), date: column.primary(column.varchar(10)), ...DAY },
});

export interface BadLine {
  /** As the file counts them: the header is 1. */
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

export interface VolumeImport {
  id: string;
  groupId: string;
  status: 'running' | 'done';
  /** Days in the file, those that are done, and what became of them. */
  days: number;
  doneDays: number;
  added: number;
  changed: number;
  unchanged: number;
  badLines: BadLine[];
  orderedBy: string;
  orderedAt: Date;
  endedAt: Date | null;
}

export const VolumeImportSchema = new EntitySchema<VolumeImport>({
  name: 'planning_volume_import',
  columns: {
    id: column.id(),
    groupId: column.ref(),
    status: column.varchar(8),
    days: column.int(),
    doneDays: column.int(),
    added: column.int(),
    changed: column.int(),
    unchanged: column.int(),
    badLines: column.json(),
    orderedBy: column.varchar(64),
    orderedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('planning_volume_import', { columns: ['status', 'id'] })],
});

/** A day of an import that is not done yet. */
export interface WaitingDay extends Omit<VolumeDay, 'groupId'> {
  importId: string;
}

export const WaitingDaySchema = new EntitySchema<WaitingDay>({
  name: 'planning_volume_waiting',
  columns: { importId: column.primary(column.ref()), date: column.primary(column.varchar(10)), ...DAY },
});
