import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { FormDraft, type DraftPurpose, type Values } from '../domain/form-draft.aggregate.js';

export interface FormDraftRow extends DraftPurpose {
  id: string;
  version: number;
  updatedAt: Date;
  formName: string;
  formVersion: number;
  common: Values;
  answers: Values;
  leftOver: Values;
  changes: Record<string, { version: number; tab: string; at: string }>;
  subjectEnded: boolean;
  endsAt: Date;
}

export const FormDraftSchema = new EntitySchema<FormDraftRow>({
  name: 'FormDraft',
  tableName: 'form_draft',
  target: FormDraft,
  columns: {
    ...aggregateColumns,
    agentId: column.varchar(64),
    subjectKind: column.varchar(16),
    subjectId: column.ref(),
    stage: column.varchar(60),
    ticketType: column.varchar(64),
    flow: column.varchar(64),
    formName: column.varchar(120),
    formVersion: column.int(),
    common: sealed(column.json()),
    answers: sealed(column.json()),
    leftOver: sealed(column.json()),
    changes: column.json(),
    subjectEnded: column.flag(),
    endsAt: column.time(),
  },
  indices: [
    schemaIndex('form_draft', { columns: ['agentId', 'subjectId', 'stage', 'ticketType', 'flow'], unique: true }),
    schemaIndex('form_draft', { columns: ['agentId', 'id'] }),
    schemaIndex('form_draft', { columns: ['subjectId'] }),
    schemaIndex('form_draft', { columns: ['endsAt'] }),
  ],
});
