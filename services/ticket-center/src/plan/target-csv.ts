import type { CustomerRow } from '#libs/contracts/customer-api';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ImportUnreadable } from './domain/plan.errors.js';

/** A row that cannot be taken: its line in the file (the header is line 1), the field, and why. Never its content. */
export interface BadRow {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

export interface ReadCsv {
  readonly rows: readonly { line: number; row: CustomerRow }[];
  readonly bad: readonly BadRow[];
}

const MAX_TARGETS = 50_000;

/** The columns of the file; `externalSystem` and `externalId` belong together, and one way to know the customer is needed. */
const Line = z
  .object({
    name: z.string().trim().min(1).max(200),
    phone: z.string().trim().max(40).default(''),
    email: z.union([z.literal(''), z.email()]).default(''),
    externalSystem: z.string().trim().max(64).default(''),
    externalId: z.string().trim().max(120).default(''),
  })
  .refine(({ phone, email, externalId }) => phone || email || externalId, {
    path: ['phone'],
    message: 'unidentifiable',
  })
  .refine(({ externalSystem, externalId }) => Boolean(externalSystem) === Boolean(externalId), {
    path: ['externalId'],
    message: 'incomplete',
  });

/** @throws ImportUnreadable when it is no CSV with a header, or too long */
export function readTargets(csv: string): ReadCsv {
  const records = recordsOf(csv);
  if (records.length === 0 || records.length > MAX_TARGETS) {
    throw new ImportUnreadable(`A file has 1 to ${MAX_TARGETS} rows below its header; this one has ${records.length}.`);
  }
  const rows: { line: number; row: CustomerRow }[] = [];
  const bad: BadRow[] = [];
  for (const [index, record] of records.entries()) {
    const line = index + 2;
    const parsed = Line.safeParse(record);
    if (parsed.success) rows.push({ line, row: customerRow(parsed.data) });
    else bad.push(...parsed.error.issues.map(({ path, message, code }) => badRow(line, path, code, message)));
  }
  return { rows, bad };
}

function recordsOf(csv: string): Record<string, string>[] {
  try {
    return parse(csv, { columns: true, skip_empty_lines: true, bom: true, relax_column_count: true, trim: true });
  } catch {
    throw new ImportUnreadable('The file is not a CSV with a header line.');
  }
}

function customerRow({ name, phone, email, externalSystem, externalId }: z.infer<typeof Line>): CustomerRow {
  return {
    name,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(externalId ? { externalId: { system: externalSystem, id: externalId } } : {}),
  };
}

function badRow(line: number, path: PropertyKey[], code: string, message: string): BadRow {
  return { line, field: String(path[0]), code: code === 'custom' ? message : code.replaceAll('_', '-') };
}
