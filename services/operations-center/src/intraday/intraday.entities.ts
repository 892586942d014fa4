import { AppliedChangeSchema } from './changes/intraday-change.schema.js';

export const INTRADAY_ENTITIES = [AppliedChangeSchema];
