import type { Json } from './model/expression.js';

/** By name. Values are plain JSON: what a process knows is stored, sent and replayed. */
export type Variables = Readonly<Record<string, Json>>;
