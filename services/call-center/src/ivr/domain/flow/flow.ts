import type { FlowDocument } from './flow-document.js';

/** What an attribute can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Attributes = Readonly<Record<string, Json>>;

/** A flow that can be run: its document, and what of it is not for this core to understand. */
export interface Flow {
  readonly document: FlowDocument;
  /** The value of one of its expressions; null when it cannot be said. Never throws. */
  evaluate(expression: string, attributes: Attributes, now: Date): Json;
  isOpen(calendar: string, now: Date): boolean;
}
