import { namedTextSchema, namedTextVersionSchema } from '../../named-text/named-text.api.js';

export const RuleSchema = namedTextSchema('automation_rule');
export const RuleVersionSchema = namedTextVersionSchema('automation_rule_version');
