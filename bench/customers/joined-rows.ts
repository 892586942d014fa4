import type { Rows } from './customer-rows.js';

export function joined(all: readonly Rows[]): Rows {
  return {
    customer: all.flatMap((rows) => rows.customer),
    customer_identifier: all.flatMap((rows) => rows.customer_identifier),
    customer_journal: all.flatMap((rows) => rows.customer_journal),
  };
}
