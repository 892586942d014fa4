import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import { inflate, pack, unpack } from './packed-instances.js';
import type { WholeInstance } from './whole-instance.js';

/** As a JSON column gives it back: what JSON cannot say is not in it. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const text = fc.string({ unit: 'binary', maxLength: 20 });
const time = fc.date({ noInvalidDate: true });

const row = fc
  .record({
    id: fc.uuid(),
    definitionId: text,
    businessKey: fc.option(text),
    startedAt: time,
    endedAt: fc.option(time),
    countedAt: fc.option(time),
  })
  .chain((known) => json.map((value) => ({ ...known, snapshot: { value } }) as unknown as ProcessInstanceRow));

const whole: fc.Arbitrary<WholeInstance> = row.chain((instance) => {
  const record = fc
    .record({ node: fc.option(text), at: time, value: json })
    .map(({ value, ...rest }) => ({ ...rest, type: 'flow-taken', body: { value } }));
  const payload = fc.record({ sha256: text, bytes: fc.nat(), content: json.map((value) => ({ value })) });
  return fc.record({ records: fc.array(record), payloads: fc.array(payload) }).map(({ records, payloads }) => ({
    instance,
    records: records.map((each, index) => ({ ...each, instance: instance.id, seq: index + 1 }) as ProcessRecordRow),
    payloads: payloads.map((each) => ({ ...each, instance: instance.id })),
  }));
});

describe('instances that are merged and compressed', () => {
  it('come back each by itself as they were, whatever is in them', () =>
    fc.assert(
      fc.asyncProperty(fc.array(whole, { minLength: 1, maxLength: 6 }), async (all) => {
        const { compressed, places } = await pack(all);
        const inflated = inflate(compressed);
        expect(places.map((place) => unpack(inflated, place))).toStrictEqual(all);
        expect(places.map((place) => JSON.stringify(unpack(inflated, place)).length)).toEqual(
          all.map((each) => JSON.stringify(each).length),
        );
      }),
      { numRuns: 200, seed: 20_261_129 },
    ));

  it('take less room together than one by one', async () => {
    const [sample] = fc.sample(whole, { numRuns: 1, seed: 3 }) as [WholeInstance];
    const all = Array.from({ length: 64 }, (_, index) => ({
      ...sample,
      instance: { ...sample.instance, id: `0199d2f0-0000-7000-8000-${String(index).padStart(12, '0')}` },
    }));
    const alone = (await pack(all.slice(0, 1))).compressed.length;
    expect((await pack(all)).compressed.length).toBeLessThan((64 * alone) / 10);
  });

  it('are told from bytes that were cut off', async () => {
    const { compressed } = await pack(fc.sample(whole, { numRuns: 3, seed: 1 }));
    expect(() => inflate(compressed.subarray(0, -1))).toThrow();
  });
});
