import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import { CustomerGroupSchema } from './outcomes/profiles/customer-profile.schema.js';
import { PurchaseSchema } from './outcomes/purchases/purchase.schema.js';
import { SubjectSchema, TurnSchema } from './inspection/subjects/subject.schema.js';

/** What was said is forgotten by itself after some months: see docs/inspection.md. */
export const OPERATIONS_CENTER_HOLDINGS: readonly PersonHolding[] = [
  holding(TurnSchema, {
    ...{ name: 'inspected-words', by: 'subjectId', through: { schema: SubjectSchema, by: 'customerId' } },
    gives: ['seq', 'speaker', 'text', 'fromMs'],
    erases: { text: '' },
    keeps: 'record-of-service',
  }),
  holding(PurchaseSchema, {
    ...{ name: 'purchases', by: 'customerId', keeps: 'nothing', removes: true },
    gives: ['id', 'product', 'amount', 'currency', 'boughtAt'],
  }),
  holding(CustomerGroupSchema, {
    ...{ name: 'customer-groups', by: 'customerId', keeps: 'nothing', removes: true },
    gives: ['dimension', 'code'],
  }),
];
