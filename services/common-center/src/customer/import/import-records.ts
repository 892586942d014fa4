import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Format } from './customer-import.schema.js';

/** A row of a file, not yet believed. Undefined content: it could not be read. */
export interface ImportRecord {
  /** 1 is the first behind the header. */
  readonly row: number;
  readonly content: unknown;
  /** Of the file, up to its end. */
  readonly bytes: number;
}

/** Row by row; the file is never whole in memory. @throws csv-parse's error where a CSV cannot be read on */
export function recordsOf(format: Format, file: Readable): AsyncGenerator<ImportRecord> {
  return format === 'csv' ? csvRecords(file) : jsonRecords(file);
}

async function* csvRecords(file: Readable): AsyncGenerator<ImportRecord> {
  const options = {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  };
  const parser = file.pipe(parse({ ...options, max_record_size: 65_536 }));
  file.once('error', (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { records: number; bytes: number };
  }>)
    yield { row: info.records, content: fromColumns(record), bytes: info.bytes };
}

async function* jsonRecords(file: Readable): AsyncGenerator<ImportRecord> {
  let row = 0;
  let bytes = 0;
  for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
    bytes += Buffer.byteLength(line) + 1;
    if (line.trim() === '') continue;
    yield { row: ++row, content: parsed(line), bytes };
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lists are parted by semicolons; what is empty is not there. */
function fromColumns(record: Readonly<Record<string, string>>): object {
  // An apostrophe in front keeps spreadsheets from calculating.
  const of = (name: string) => record[name]?.replace(/^'(?=[=+@-])/, '') || undefined;
  const list = (name: string) =>
    of(name)
      ?.split(';')
      .map((each) => each.trim());
  const pair = (first: string, second: string, names: readonly [string, string]) =>
    of(first) || of(second) ? { [names[0]]: of(first), [names[1]]: of(second) } : undefined;
  const externalId = pair('externalSystem', 'externalId', ['system', 'id']);
  const account = pair('channel', 'accountId', ['channel', 'id']);
  const [line, city, country] = [of('addressLine'), of('city'), of('country')];
  return {
    ...{ name: of('name'), kind: of('kind'), phones: list('phones'), emails: list('emails') },
    ...{ roles: list('roles'), segments: list('segments'), tags: list('tags') },
    externalIds: externalId && [externalId],
    accounts: account && [account],
    document: pair('documentType', 'documentNumber', ['type', 'number']),
    address: line && { lines: [line], city, country, region: of('region'), postalCode: of('postalCode') },
  };
}
