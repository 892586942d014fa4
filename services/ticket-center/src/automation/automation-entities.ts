import { AutomationCallSchema } from './action/automation-call.schema.js';
import { MacroSchema, MacroVersionSchema } from './macro/macro.schema.js';
import { RuleSchema, RuleVersionSchema } from './rule/rule.schema.js';
import { AutomationRunSchema, RuleFiringSchema } from './run/run.schema.js';

export const automationEntities = [
  RuleSchema,
  RuleVersionSchema,
  MacroSchema,
  MacroVersionSchema,
  AutomationRunSchema,
  RuleFiringSchema,
  AutomationCallSchema,
];
