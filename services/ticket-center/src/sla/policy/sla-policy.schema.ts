import { namedTextSchema, namedTextVersionSchema } from '../../named-text/named-text.api.js';

export const SlaPolicySchema = namedTextSchema('sla_policy');
export const SlaPolicyVersionSchema = namedTextVersionSchema('sla_policy_version');
