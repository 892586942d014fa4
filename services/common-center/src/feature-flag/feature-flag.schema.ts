import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Whether something new is there, and for whom. */
export interface FlagRow {
  id: string;
  version: number;
  name: string;
  description: string;
  isOn: boolean;
  /** 0 to 100: of people. */
  percent: number;
  /** They have it whatever the percentage: ids of accounts, and roles. */
  people: string[];
  roles: string[];
  updatedAt: Date;
}

export const FlagSchema = new EntitySchema<FlagRow>({
  name: 'feature_flag',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(60),
    description: column.varchar(500),
    isOn: column.flag(),
    percent: column.int(),
    people: column.json(),
    roles: column.json(),
    updatedAt: column.time(),
  },
  indices: [schemaIndex('feature_flag', { columns: ['name'], unique: true })],
});

/** Who has changed what. */
export interface FlagChangeRow {
  id: string;
  flagId: string;
  by: string;
  at: Date;
  before: object | null;
  after: object | null;
}

export const FlagChangeSchema = new EntitySchema<FlagChangeRow>({
  name: 'feature_flag_change',
  columns: {
    id: column.id(),
    flagId: column.ref(),
    by: column.varchar(64),
    at: column.time(),
    before: column.nullable(column.json()),
    after: column.nullable(column.json()),
  },
  indices: [schemaIndex('feature_flag_change', { columns: ['flagId', 'id'] })],
});
