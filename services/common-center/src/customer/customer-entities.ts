import { CustomerExportSchema } from './export/customer-export.schema.js';
import { HouseholdMemberSchema, HouseholdSchema } from './household/household.schema.js';
import { CustomerImportErrorSchema, CustomerImportSchema } from './import/customer-import.schema.js';
import {
  CustomerIdentifierSchema,
  CustomerJournalSchema,
  CustomerSchema,
  CustomerTagSchema,
} from './infra/customer.schema.js';
import { CustomerContactPointSchema, CustomerIdentitySchema } from './infra/former-keys.schema.js';
import { CustomerLabelSchema } from './label/customer-label.schema.js';
import { CustomerRelationSchema } from './relation/customer-relation.schema.js';

export const CUSTOMER_ENTITIES = [
  CustomerSchema,
  CustomerIdentifierSchema,
  CustomerTagSchema,
  CustomerJournalSchema,
  CustomerIdentitySchema,
  CustomerContactPointSchema,
  CustomerLabelSchema,
  CustomerRelationSchema,
  HouseholdSchema,
  HouseholdMemberSchema,
  CustomerImportSchema,
  CustomerImportErrorSchema,
  CustomerExportSchema,
];
