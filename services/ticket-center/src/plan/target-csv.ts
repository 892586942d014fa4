import type { CustomerRow } from '#libs/contracts/common-center/customer/customer-api';
import { EmailAddress } from '#libs/web/email-address';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ImportUnreadable } from './domain/plan.errors.js';

/** A row that cannot be taken: its line in the file (the header is line 1), the field, and why. Never its content. */
export interface BadRow {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

export interface ReadRow {
  readonly line: number;
  readonly row: CustomerRow;
  /** Of the other columns, by their names. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface ReadCsv {
  readonly rows: readonly ReadRow[];
  readonly bad: readonly BadRow[];
}

const MAX_TARGETS = 50_000;

/** The columns of the file; `externalSystem` and `externalId` belong together, and one way to know the customer is needed. */
const Line = z
  .object({
    name: z.string().trim().min(1).max(200),
    phone: z.string().trim().max(40).default(''),
    email: z.union([z.literal(''), EmailAddress]).default(''),
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
  const rows: ReadRow[] = [];
  const bad: BadRow[] = [];
  for (const [index, record] of records.entries()) {
    const line = index + 2;
    const parsed = Line.safeParse(record);
    if (parsed.success) rows.push({ line, row: customerRow(parsed.data), attributes: attributesOf(record) });
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

/** Columns that conditions can name; numbers and yes or no are read as such, what is empty is not there. */
function attributesOf(record: Readonly<Record<string, string>>): ReadRow['attributes'] {
  const other = Object.entries(record).filter(([name, text]) => /^[a-z]\w{0,63}$/i.test(name) && text !== '');
  return Object.fromEntries(
    other.filter(([name]) => !(name in Line.shape)).map(([name, text]) => [name, valueOf(text.slice(0, 300))]),
  );
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) ? Number(text) : text;
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
