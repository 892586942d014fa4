import type { CustomerLabelRow } from './customer-label.schema.js';

const role = (code: string, title: string): CustomerLabelRow => ({ dimension: 'role', code, title, inverse: null });
const relation = (code: string, title: string, inverse = code): CustomerLabelRow => ({
  ...{ dimension: 'relation', code, title, inverse },
});

/** What every tenant has; it may give them titles of its own. */
export const BUILT_IN_LABELS: readonly CustomerLabelRow[] = [
  role('owner', 'Owner'),
  role('payer', 'Payer'),
  role('user', 'User'),
  relation('spouse', 'Spouse'),
  relation('parent', 'Parent', 'child'),
  relation('child', 'Child', 'parent'),
  relation('sibling', 'Sibling'),
  relation('relative', 'Relative'),
  relation('guardian', 'Guardian', 'ward'),
  relation('ward', 'Ward', 'guardian'),
  relation('employer', 'Employer', 'employee'),
  relation('employee', 'Employee', 'employer'),
  relation('representative', 'Representative', 'represented'),
  relation('represented', 'Represented', 'representative'),
];
