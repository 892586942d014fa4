import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { batchesBehind, recordsOf, type ImportRecord } from './import-records.js';

const CHUNK = 1_000;

function chunked(text: string): Readable {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.byteLength / CHUNK);
  return Readable.from(Array.from({ length: count }, (_, at) => bytes.subarray(at * CHUNK, (at + 1) * CHUNK)));
}
async function all(records: AsyncGenerator<ImportRecord>): Promise<ImportRecord[]> {
  const read: ImportRecord[] = [];
  for await (const record of records) read.push(record);
  return read;
}
const read = (text: string) => all(recordsOf('ndjson', chunked(text)));

describe('JSON line by line', () => {
  it('is read however it comes in pieces, with how far it has come', async () => {
    const text = `${JSON.stringify({ name: '王'.repeat(900) })}\r\n\n${JSON.stringify({ name: 'Li' })}`;
    expect(await read(text)).toEqual([
      { row: 1, content: { name: '王'.repeat(900) }, bytes: 2_713 },
      { row: 2, content: { name: 'Li' }, bytes: Buffer.byteLength(text) },
    ]);
  });

  it('is not kept where a line is longer than a row may be; those behind it are read', async () => {
    const records = await read(`{"name":"${'x'.repeat(70_000)}"}\n{"name":"Li"}\n`);
    expect(records).toMatchObject([
      { row: 1, content: undefined },
      { row: 2, content: { name: 'Li' } },
    ]);
  });

  it('reads a CSV with several of each in one field', async () => {
    const csv = 'name,externalSystem,externalId\nEve,erp;crm,1;2\n';
    expect(await all(recordsOf('csv', Readable.from([Buffer.from(csv)])))).toMatchObject([
      {
        row: 1,
        content: {
          externalIds: [
            { system: 'erp', id: '1' },
            { system: 'crm', id: '2' },
          ],
        },
      },
    ]);
  });
});

describe('rows some at a time', () => {
  async function* numbered(count: number, end?: Error) {
    for (let row = 1; row <= count; row++) yield { row, content: {}, bytes: row };
    if (end) throw end;
  }
  async function taken(batches: AsyncGenerator<ImportRecord[]>): Promise<number[][]> {
    const all: number[][] = [];
    try {
      for await (const batch of batches) all.push(batch.map(({ row }) => row));
    } catch {
      all.push([]);
    }
    return all;
  }

  it('begin behind what is done, and leave none out', async () => {
    expect(await taken(batchesBehind(2, numbered(7), 2))).toEqual([[3, 4], [5, 6], [7]]);
  });

  it('are taken up to where the file cannot be read on', async () => {
    expect(await taken(batchesBehind(0, numbered(3, new Error('quote')), 2))).toEqual([[1, 2], [3], []]);
  });
});
