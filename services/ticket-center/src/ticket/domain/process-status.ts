import type { TicketStatus } from './ticket-status.js';

/** What a process calls the state of its ticket: a category, and a name of the operators' own below it. */
export interface ProcessStatus {
  readonly category: Exclude<TicketStatus, 'merged'>;
  readonly name: string | null;
}

const CATEGORIES: readonly string[] = ['new', 'open', 'waiting', 'on-hold', 'solved', 'closed'];

/**
 * `waiting`, or `waiting: for the spare part`. A text without a category is a name of an open ticket's state
 * (capabilities S2.6: the status is an attribute that the process sets, and operators add their own).
 */
export function processStatus(text: string): ProcessStatus {
  const [, category = '', name = ''] = /^\s*([a-z-]+)\s*(?::\s*(.*?)\s*)?$/s.exec(text) ?? [];
  if (!CATEGORIES.includes(category)) return { category: 'open', name: text.trim() };
  return { category: category as ProcessStatus['category'], name: name === '' ? null : name };
}
