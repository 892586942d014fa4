import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { QualityFormContent } from './quality-form.dto.js';

/** How tickets are judged. A version never changes, so that a check can be read as it was made. */
export interface QualityForm {
  version: number;
  content: QualityFormContent;
  createdAt: Date;
}

export const QualityFormSchema = new EntitySchema<QualityForm>({
  name: 'quality_form',
  columns: {
    version: column.primary(column.int()),
    content: column.json(),
    createdAt: column.time(),
  },
});
