import { z } from 'zod';
import type { BrokerMessage } from '#libs/messaging/broker';

/** Something happened to these. */
export const Change = z.object({
  tenantId: z.string(),
  /** Of the event, e.g. `ticket.assigned.v1`. */
  type: z.string(),
  /** First that of what it happened to. */
  ids: z.array(z.string()),
  /** When, in ms since 1970. */
  at: z.number(),
});
export type Change = z.output<typeof Change>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DEEP = 4;

const Told = z.object({
  type: z.string(),
  tenantid: z.string(),
  subject: z.string(),
  time: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
});

/** The ids an event names, wherever it does; undefined: it is none of ours. */
export function changeIn({ body }: BrokerMessage): Change | undefined {
  const { success, data: told } = Told.safeParse(parsed(body));
  if (!success) return undefined;
  const { type, tenantid: tenantId, subject, time, data } = told;
  return { tenantId, type, ids: Array.from(new Set([subject, ...idsIn(data, DEEP)])), at: Date.parse(time) };
}

function idsIn(value: unknown, deep: number): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || deep === 0) return [];
  return Object.values(value).flatMap((below) => idsIn(below, deep - 1));
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
