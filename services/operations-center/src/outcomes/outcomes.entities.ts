import { MergedCustomerSchema } from './customers/merged-customer.schema.js';
import { CustomerGroupSchema, ProfiledCustomerSchema } from './profiles/customer-profile.schema.js';
import { PurchaseSchema } from './purchases/purchase.schema.js';
import { OutcomePersonSchema, OutcomeSchema } from './rows/outcome.schema.js';
import { OutcomeSettingsSchema } from './settings/outcome-settings.schema.js';
import { SopOutcomeSchema } from './sops/sop-outcome.schema.js';

export const OUTCOME_ENTITIES = [
  ...[OutcomeSchema, OutcomePersonSchema, OutcomeSettingsSchema],
  ...[SopOutcomeSchema, MergedCustomerSchema],
  ...[PurchaseSchema, ProfiledCustomerSchema, CustomerGroupSchema],
];
