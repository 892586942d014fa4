import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { NumberUndiallable, internationalNumber } from '../../phone-number/phone-number.api.js';
import { CampaignImportUnreadable } from '../domain/campaign.errors.js';
import type { NewDialRecord } from '../domain/dial-record.aggregate.js';
import type { BadLine } from '../infra/campaign.schema.js';

const MOST = 50_000;
const zones = new Set(Intl.supportedValuesOf('timeZone'));

export type RecordLine = Omit<NewDialRecord, 'id' | 'campaignId'>;

export interface ReadRecords {
  readonly records: readonly RecordLine[];
  readonly bad: readonly BadLine[];
  readonly lines: number;
}

const number = z.string().transform((text, context) => {
  if (text === '') return '';
  try {
    return internationalNumber(text);
  } catch (error) {
    if (!(error instanceof NumberUndiallable)) throw error;
    context.addIssue({ code: 'custom', message: 'undiallable' });
    return z.NEVER;
  }
});
const reference = z.union([z.literal(''), z.uuid()]).default('');

const Line = z.object({
  phone: number.refine((each) => each !== '', 'missing'),
  phone2: number.default(''),
  phone3: number.default(''),
  taskId: reference,
  customerId: reference,
  zone: z
    .string()
    .refine((zone) => zone === '' || zones.has(zone), 'unknown-zone')
    .default(''),
  priority: z.coerce.number().int().min(-100).max(100).default(0),
});

/** @throws CampaignImportUnreadable when it is no CSV with a header, or has no line, or too many */
export function readRecords(csv: string): ReadRecords {
  const lines = linesOf(csv);
  if (lines.length === 0 || lines.length > MOST)
    throw new CampaignImportUnreadable(`A list has 1 to ${MOST} lines below its header; this one has ${lines.length}.`);
  const records: RecordLine[] = [];
  const bad: BadLine[] = [];
  for (const [index, line] of lines.entries()) {
    const read = Line.safeParse(line);
    if (read.success) records.push(recordOf(read.data));
    else bad.push(...read.error.issues.map((issue) => badLine(index + 2, issue)));
  }
  return { records, bad, lines: lines.length };
}

function linesOf(csv: string): Record<string, string>[] {
  try {
    return parse(csv, { columns: true, skip_empty_lines: true, bom: true, relax_column_count: true, trim: true });
  } catch {
    throw new CampaignImportUnreadable('The list is not a CSV with a header line.');
  }
}

function recordOf({ phone, phone2, phone3, taskId, customerId, zone, priority }: z.infer<typeof Line>): RecordLine {
  return {
    sourceKey: taskId === '' ? `number:${phone}` : `task:${taskId}`,
    taskId: taskId || null,
    customerId: customerId || null,
    numbers: [...new Set([phone, phone2, phone3])].filter((each) => each !== ''),
    zone: zone || null,
    priority,
  };
}

function badLine(line: number, { path, code, message }: z.core.$ZodIssue): BadLine {
  return { line, field: String(path[0]), code: code === 'custom' ? message : code.replaceAll('_', '-') };
}
