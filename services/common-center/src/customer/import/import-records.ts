import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Format } from './customer-import.schema.js';

/** Bytes, or characters of a CSV. */
const MOST_OF_A_ROW = 65_536;
const NEWLINE = 0x0a;

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

/** Those behind a row, some at a time; also those in front of where a file cannot be read on. @throws as the records do */
export async function* batchesBehind(
  row: number,
  records: AsyncGenerator<ImportRecord>,
  most: number,
): AsyncGenerator<ImportRecord[]> {
  let batch: ImportRecord[] = [];
  try {
    for await (const record of records) {
      if (record.row <= row) continue;
      batch.push(record);
      if (batch.length < most) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
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
  const parser = file.pipe(parse({ ...options, max_record_size: MOST_OF_A_ROW }));
  file.once('error', (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { records: number; bytes: number };
  }>)
    yield { row: info.records, content: fromColumns(record), bytes: info.bytes };
}

async function* jsonRecords(file: Readable): AsyncGenerator<ImportRecord> {
  let row = 0;
  for await (const { text, bytes } of linesOf(file)) {
    if (text?.trim() === '') continue;
    yield { row: ++row, content: text === undefined ? undefined : parsed(text), bytes };
  }
}

interface Line {
  /** Undefined: it was too long to be kept. */
  readonly text: string | undefined;
  /** Of the file, up to its end. */
  readonly bytes: number;
}

async function* linesOf(file: Readable): AsyncGenerator<Line> {
  let held: Uint8Array[] = [];
  let length = 0;
  let bytes = 0;
  const hold = (piece: Uint8Array) => {
    length += piece.byteLength;
    if (length > MOST_OF_A_ROW) held = [];
    else held.push(piece);
  };
  const line = (): Line => {
    const text = length > MOST_OF_A_ROW ? undefined : Buffer.concat(held).toString();
    [held, length] = [[], 0];
    return { text, bytes };
  };
  for await (const chunk of file as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, end));
      bytes += end + 1 - from;
      from = end + 1;
      yield line();
    }
    hold(chunk.subarray(from));
    bytes += chunk.byteLength - from;
  }
  if (length > 0) yield line();
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lists are parted by semicolons, also those whose columns belong together pair by pair; what is empty is not there. */
function fromColumns(record: Readonly<Record<string, string>>): object {
  // An apostrophe in front keeps spreadsheets from calculating.
  const of = (name: string) => record[name]?.replace(/^'(?=[=+@-])/, '') || undefined;
  const list = (name: string) =>
    of(name)
      ?.split(';')
      .map((each) => each.trim());
  const pair = (first: string, second: string, names: readonly [string, string]) =>
    of(first) || of(second) ? { [names[0]]: of(first), [names[1]]: of(second) } : undefined;
  const pairs = (first: string, second: string, names: readonly [string, string]) => {
    const [firsts = [], seconds = []] = [list(first), list(second)];
    const count = Math.max(firsts.length, seconds.length);
    return Array.from({ length: count }, (_, at) => ({ [names[0]]: firsts[at], [names[1]]: seconds[at] }));
  };
  const [line, city, country] = [of('addressLine'), of('city'), of('country')];
  return {
    ...{ name: of('name'), kind: of('kind'), phones: list('phones'), emails: list('emails') },
    ...{ roles: list('roles'), segments: list('segments'), tags: list('tags') },
    externalIds: pairs('externalSystem', 'externalId', ['system', 'id']),
    accounts: pairs('channel', 'accountId', ['channel', 'id']),
    document: pair('documentType', 'documentNumber', ['type', 'number']),
    address: line && { lines: [line], city, country, region: of('region'), postalCode: of('postalCode') },
  };
}
