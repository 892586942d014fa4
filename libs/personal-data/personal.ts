import { z } from 'zod';
import type { PersonalKind } from './masking/personal-kind.js';

/** Which schemas are of personal data. */
export const personalFields = z.registry<{ readonly kind: PersonalKind }>();

/**
 * Marks a field of a request or an answer: `phone: personal('phone', z.string())`. Who may not see the kind gets its mask, and a mask
 * does not come back in.
 */
export function personal<Schema extends z.ZodType>(kind: PersonalKind, schema: Schema): Schema {
  // A copy: what several fields are made of is no field.
  const field = schema.clone();
  personalFields.add(field, { kind });
  return field;
}
