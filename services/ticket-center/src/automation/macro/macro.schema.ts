import { namedTextSchema, namedTextVersionSchema } from '../../named-text/named-text.api.js';

export const MacroSchema = namedTextSchema('macro');
export const MacroVersionSchema = namedTextVersionSchema('macro_version');
