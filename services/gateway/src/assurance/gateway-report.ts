import { z } from 'zod';
import type { Assurance } from './assurance.js';
import type { BreakerBoard } from './breaker-board.js';
import { CallKind } from './calls-window.js';
import { ClientLine } from '../client-logs/client-line.api.js';
import type { ClientLogs } from '../client-logs/client-logs.api.js';
import { KeptCall } from './kept-calls.js';
import { Tally } from './tally.js';

const MOST_SUMS = 2_000;
const MOST_CALLS = 400;
const MOST_LINES = 200;

/** What is added up: by route, by tenant, by client, by service, or by who calls what. */
export const By = z.enum(['route', 'tenant', 'client', 'service', 'call']);
export type By = z.output<typeof By>;

const PARTS: Readonly<Record<By, readonly (keyof CallKind)[]>> = {
  route: ['service', 'method', 'route'],
  tenant: ['tenantId'],
  client: ['tenantId', 'client'],
  service: ['service'],
  call: ['tenantId', 'client', 'service', 'method', 'route'],
};

/** What one gateway is asked for. */
export const ReportQuery = z.object({
  minutes: z.coerce.number().min(0.5).max(10),
  by: By,
  tenant: z.string().optional(),
  service: z.string().optional(),
  traceId: z.string().optional(),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const Sum = z.object({ kind: CallKind.partial(), tally: Tally });
export type Sum = z.output<typeof Sum>;

/** What one gateway saw. */
export const GatewayReport = z.object({
  gateway: z.string(),
  sums: z.array(Sum),
  calls: z.array(KeptCall),
  clientLines: z.array(ClientLine).default([]).describe('gateways of an older version say nothing of them'),
  breakers: z.array(z.object({ target: z.string(), state: z.enum(['open', 'half-open']), since: z.iso.datetime() })),
});
export type GatewayReport = z.output<typeof GatewayReport>;

export function gatewayReport(
  gateway: string,
  { window, kept }: Assurance,
  board: BreakerBoard,
  clientLogs: ClientLogs,
  query: ReportQuery,
): GatewayReport {
  const { minutes, by, tenant, service, traceId } = query;
  const isMeant = (one: { readonly tenantId: string; readonly service: string }) =>
    (tenant === undefined || one.tenantId === tenant) && (service === undefined || one.service === service);
  const sums = window.sums(minutes, (kind) => (isMeant(kind) ? keyOf(kind, by) : undefined));
  const calls = kept.all().filter((call) => isMeant(call) && (traceId === undefined || call.traceId === traceId));
  return {
    gateway,
    sums: mostAsked(Array.from(sums, ([key, tally]) => ({ kind: JSON.parse(key) as Sum['kind'], tally }))),
    calls: latest(calls),
    clientLines: latestLines(clientLogs.kept.all().filter((line) => isAbout(line, query))),
    breakers: board.standings.filter(({ target }) => service === undefined || target === service),
  };
}

/** The same for the same kind, in every gateway. */
export function keyOf(kind: Sum['kind'], by: By): string {
  return JSON.stringify(kind, [...PARTS[by]]);
}

export function mostAsked(sums: readonly Sum[]): Sum[] {
  return sums.toSorted((a, b) => b.tally.requests - a.tally.requests).slice(0, MOST_SUMS);
}

export function latest(calls: readonly KeptCall[]): KeptCall[] {
  return calls.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MOST_CALLS);
}

/** Of a tenant, and of a trace; no service says anything of them. */
function isAbout(line: ClientLine, { tenant, traceId }: ReportQuery): boolean {
  return (tenant === undefined || line.tenantId === tenant) && (traceId === undefined || line.traceId === traceId);
}

export function latestLines(lines: readonly ClientLine[]): ClientLine[] {
  return lines.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, MOST_LINES);
}
