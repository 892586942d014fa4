import { namedTextSchema, namedTextVersionSchema } from '../../named-text/named-text.api.js';

export const PoolSchema = namedTextSchema('pool');
export const PoolVersionSchema = namedTextVersionSchema('pool_version');
