import { namedTextSchema, namedTextVersionSchema } from '../../named-text/named-text.api.js';

export const ChainSchema = namedTextSchema('escalation_chain');
export const ChainVersionSchema = namedTextVersionSchema('escalation_chain_version');
