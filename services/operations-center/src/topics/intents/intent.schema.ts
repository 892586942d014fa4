import { column } from '#libs/persistence/rows/columns';
import type { TrainedModel } from '#libs/recommendation/text-model';
import { EntitySchema } from 'typeorm';

/** What texts of tickets have taught of their categories; one row. */
export interface IntentModelRow {
  id: 'intents';
  model: TrainedModel;
  texts: number;
  /** Right of a hundred texts it was not taught by; null: too few. */
  rightPercent: number | null;
  trainedAt: Date;
}

export const IntentModelSchema = new EntitySchema<IntentModelRow>({
  name: 'topic_intent_model',
  columns: {
    id: column.primary(column.varchar(16)),
    model: column.json(),
    texts: column.int(),
    rightPercent: column.nullable(column.int()),
    trainedAt: column.time(),
  },
});
