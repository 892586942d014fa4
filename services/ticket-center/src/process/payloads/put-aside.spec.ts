import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { restored } from './restored.js';
import { sha256 } from '../run/digest.js';
import { LARGE, putAside as putAsideBy } from './put-aside.js';

const putAside = (body: object) => putAsideBy(body, sha256);

const long = (letter: string) => letter.repeat(LARGE + 1);
const placed = { element: 2, node: 'look', run: 1 };

describe('the body of a record', () => {
  it('stays the same object while nothing in it is large', () => {
    const body = { ...placed, variables: { note: 'x'.repeat(LARGE - 100) } };
    expect(putAside(body)).toEqual({ body, payloads: [] });
    expect(putAside(body).body).toBe(body);
  });

  it('keeps its small values where they are, and names the large one', () => {
    const { body, payloads } = putAside({ element: 1, variables: { amount: 7, scan: long('a') } });
    const [{ sha256, bytes }] = payloads as [(typeof payloads)[0]];
    expect(body).toEqual({
      element: 1,
      variables: { amount: 7, scan: { $ref: sha256, bytes, preview: `"${'a'.repeat(119)}` } },
    });
    expect([sha256.length, bytes, payloads.length]).toEqual([64, LARGE + 3, 1]);
  });

  it('has the same value kept once', () => {
    const { body, payloads } = putAside({ variables: { a: long('x'), b: long('x') } });
    const { a, b } = (body as { variables: { a: object; b: object } }).variables;
    expect([a, payloads.length]).toEqual([b, 1]);
  });

  it('is parted as a whole where many small values are too much together', () => {
    const variables = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`name${at}`, 'some text here']));
    const { body, payloads } = putAside({ element: 1, variables });
    expect(body).toMatchObject({ element: 1, variables: { $ref: payloads[0]!.sha256 } });
    expect(payloads[0]!.value).toEqual(variables);
  });

  it('is parted inside a wait, an incident and what is kept for later, whose structure stays', () => {
    const wait = { ...placed, id: 3, kind: 'call', input: { scan: long('a') }, key: 'k' };
    const incident = { ...placed, id: 4, message: long('m'), work: [{ do: 'finish', element: 2, result: long('r') }] };
    expect(putAside({ wait }).body).toMatchObject({
      wait: { id: 3, node: 'look', input: { scan: { bytes: LARGE + 3 } } },
    });
    const parted = putAside({ incident });
    expect(parted.body).toMatchObject({ incident: { id: 4, work: [{ do: 'finish', result: { bytes: LARGE + 3 } }] } });
    expect(parted.payloads).toHaveLength(2);
  });

  it('never has a value of somebody else taken for a reference', () => {
    const mine = { $ref: 'mine' };
    const { body, payloads } = putAside({ result: { answer: mine, list: [mine] } });
    expect(payloads.map(({ value }) => value)).toEqual([mine, [mine]]);
    expect(restored(body, payloads)).toEqual({ result: { answer: mine, list: [mine] } });
  });

  it('is whole again with its payloads, whatever is in it', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, true, '', 'text', long('x'), 'y'.repeat(LARGE / 2)),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'result', '$ref', 'variables'), tie('any'), { noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, value, (variables, result) => {
        const body = { ...placed, variables, wait: { id: 1, input: result } };
        const { body: parted, payloads } = putAside(body);
        expect(restored(parted, payloads)).toEqual(body);
        expect(JSON.stringify(parted).length).toBeLessThan(4 * LARGE);
      }),
      { numRuns: 300 },
    );
  });
});
