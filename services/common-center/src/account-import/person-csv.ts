import { domainError } from '#libs/kernel/domain-error';
import { looksMasked } from '#libs/personal-data/masking/mask';
import { EmailAddress } from '#libs/web/email-address';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export class AccountImportUnreadable extends domainError('account-import-unreadable', 'invalid') {}

const MOST = 50_000;

export interface PersonLine {
  readonly externalId: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly roles: readonly string[];
  /** Name or external id of a team of the organisation. */
  readonly team: string | null;
  readonly active: boolean;
}

export interface BadLine {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

export interface ReadPeople {
  readonly people: readonly { readonly line: number; readonly person: PersonLine }[];
  readonly bad: readonly BadLine[];
}

const optional = (schema: z.ZodType<string>) =>
  z
    .union([z.literal(''), schema])
    .default('')
    .transform((text) => text || null);
const needed = (most: number) => z.string('missing').min(1, 'missing').max(most);

const Line = z.object({
  externalId: needed(190),
  login: needed(120).transform((login) => login.toLowerCase()),
  name: needed(120),
  email: optional(EmailAddress),
  phone: optional(z.string().min(3).max(40)),
  locale: optional(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)),
  roles: z
    .string()
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .split(';')
          .map((role) => role.trim())
          .filter((role) => role !== ''),
      ),
    ]),
  team: optional(z.string().max(190)),
  active: z
    .enum(['', 'true', 'false'])
    .default('')
    .transform((text) => text !== 'false'),
});

/** @throws AccountImportUnreadable when it is no CSV with a header, or has no line, or too many */
export function readPeople(csv: string): ReadPeople {
  const lines = linesOf(csv);
  if (lines.length === 0 || lines.length > MOST)
    throw new AccountImportUnreadable(`A list has 1 to ${MOST} lines below its header; this one has ${lines.length}.`);
  const people: { line: number; person: PersonLine }[] = [];
  const bad: BadLine[] = [];
  const seen = { externalId: new Set<string>(), login: new Set<string>() };
  for (const [index, each] of lines.entries()) {
    const line = index + 2;
    const read = Line.safeParse(each);
    const masked =
      read.success && (['externalId', 'name', 'email', 'phone'] as const).find((field) => isMask(read.data[field]));
    const twice = read.success && (['externalId', 'login'] as const).find((field) => seen[field].has(read.data[field]));
    if (!read.success) bad.push(badLine(line, read.error.issues[0]!));
    else if (masked) bad.push({ line, field: masked, code: 'masked-value' });
    else if (twice) bad.push({ line, field: twice, code: 'twice-in-list' });
    else people.push({ line, person: read.data });
    if (read.success) for (const field of ['externalId', 'login'] as const) seen[field].add(read.data[field]);
  }
  return { people, bad };
}

function isMask(text: string | null): boolean {
  return text !== null && looksMasked('reference', text);
}

function linesOf(csv: string): Record<string, string>[] {
  try {
    return parse(csv, { columns: true, skip_empty_lines: true, bom: true, relax_column_count: true, trim: true });
  } catch {
    throw new AccountImportUnreadable('The list is not a CSV with a header line.');
  }
}

function badLine(line: number, { path, code, message }: z.core.$ZodIssue): BadLine {
  return { line, field: String(path[0]), code: message === 'missing' ? 'missing' : code.replaceAll('_', '-') };
}
