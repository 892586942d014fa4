import { FindingSchema } from './findings/finding.schema.js';
import { AlertSchema } from './live/alert.schema.js';
import { PromiseSchema } from './promises/promise.schema.js';
import { PublishedRulesSchema, RuleSetSchema } from './rule-sets/rule-set.schema.js';
import { SubjectSchema, TurnSchema } from './subjects/subject.schema.js';
import { TrialSchema } from './trials/trial.schema.js';
import { ListedWordSchema, WordListSchema } from './word-lists/word-list.schema.js';

export const INSPECTION_ENTITIES = [
  ...[WordListSchema, ListedWordSchema, RuleSetSchema, PublishedRulesSchema, SubjectSchema, TurnSchema],
  ...[FindingSchema, AlertSchema, PromiseSchema, TrialSchema],
];
