import { AssistPolicySchema } from './infra/assist-policy.schema.js';
import { AssistRequestJournalSchema, AssistRequestSchema } from './infra/assist-request.schema.js';

export const assistEntities = [AssistRequestSchema, AssistRequestJournalSchema, AssistPolicySchema];
