import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { eachPersonal } from './marked.js';
import { personal } from './personal.js';
import { DeclaredKinds, declaresPersonal } from './self-declaring.js';

const phone = personal('phone', z.string());
const Leaf = z.object({
  id: z.string(),
  phone,
  phones: z.array(phone).optional(),
  byName: z.record(z.string(), phone.nullable()),
  pair: z.tuple([z.string(), phone]),
  either: z.union([
    z.object({ kind: z.literal('a'), note: z.string() }),
    z.object({ kind: z.literal('b'), note: phone }),
  ]),
  anything: personal('text', z.unknown()),
});
interface Node {
  phone: string;
  below: Node[];
}
const Tree: z.ZodType<Node> = z.lazy(() => z.object({ phone, below: z.array(Tree) }));

const Told = declaresPersonal(z.object({ result: z.json(), personal: DeclaredKinds.default({}), phone }), {
  value: 'result',
  kinds: 'personal',
});

const VALUE = {
  id: 'open',
  phone: '1',
  phones: ['2', '3'],
  byName: { mia: '4', li: null },
  pair: ['open', '5'],
  either: { kind: 'b', note: '6' },
  anything: { deep: [{ er: '7' }], count: 7 },
};
const starred = (schema: z.ZodType, value: unknown) => eachPersonal(schema)!(value, (kind) => `*${kind}`);

describe('what is marked in a schema', () => {
  it('is found wherever it stands, and nothing else is touched', () => {
    expect(starred(Leaf, VALUE)).toEqual({
      id: 'open',
      phone: '*phone',
      phones: ['*phone', '*phone'],
      byName: { mia: '*phone', li: null },
      pair: ['open', '*phone'],
      either: { kind: 'b', note: '*phone' },
      anything: { deep: [{ er: '*text' }], count: 7 },
    });
    expect(starred(Leaf, { ...VALUE, either: { kind: 'a', note: 'open' } })).toMatchObject({
      either: { note: 'open' },
    });
  });

  it('is named by its path', () => {
    const paths: string[] = [];
    eachPersonal(Leaf)!(VALUE, (_, text, path) => {
      paths.push(path.join('.'));
      return text;
    });
    expect(paths).toContain('anything.deep.0.er');
    expect(paths).toContain('phones.1');
  });

  it('is found in what contains itself', () => {
    const leaf = { phone: '1', below: [] };
    expect(starred(Tree, { phone: '1', below: [leaf] })).toEqual({
      phone: '*phone',
      below: [{ phone: '*phone', below: [] }],
    });
  });

  it('is masked of a value that no option of a union fits', () => {
    const Union = z.union([z.object({ at: z.date(), phone }), z.object({ at: z.number() })]);
    expect(starred(Union, { at: '2026-11-23', phone: '1' })).toEqual({ at: '2026-11-23', phone: '*phone' });
  });

  it('is what an object says of its own field, by the longest pointer; the rest is of outside, numbers and names of fields too', () => {
    const result = {
      people: [
        { name: 'Li', at: 17 },
        { name: 'Wu', er: { deep: 'x' } },
      ],
      total: 9,
    };
    const kinds = { '/people/*/name': 'name', '/people/*/at': 'none', '/people/1': 'hidden', '/total': 'none' };
    const named: Record<string, string> = {};
    eachPersonal(Told)!({ result, personal: kinds, phone: '1' }, (kind, text) => {
      named[text] = kind;
      return text;
    });
    expect(named).toMatchObject({ Li: 'name', Wu: 'name', x: 'hidden', total: 'outside', people: 'outside' });
    expect(named).not.toHaveProperty('17');
    const unsaid = { result: { a: 13_800_138_000, b: 7 }, personal: {}, phone: '1' };
    expect(eachPersonal(Told)!(unsaid, (_, text) => (text === '7' || text.length < 5 ? text : '*'))).toMatchObject({
      result: { a: '*', b: 7 },
    });
  });

  it('is a copy: the schema it was made of stays unmarked, and one without marks costs nothing', () => {
    const text = z.string();
    personal('text', text);
    expect(eachPersonal(z.object({ text, others: z.array(z.object({ text })) }))).toBeNull();
    expect(
      eachPersonal(z.object({ text: personal('text', text).describe('what they said').nullable() })),
    ).not.toBeNull();
  });
});
