import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#libs/process-engine/model/expression';
import { judgeOf } from './json-schema.js';
import { masked } from './masked.js';
import { OpenApiFault, operationsOf } from './open-api/operations-of.js';
import { filledPath, queryOf } from './request-path.js';
import { signedHeaders, unknownPlaces, type SignatureRule } from './signature.js';
import { compileTemplate } from './template.js';

const MOMENT = { now: new Date('2026-11-23T09:00:00Z'), timeZone: 'UTC' };
const rendered = (template: Json, variables: Record<string, Json>) =>
  compileTemplate(template, Object.keys(variables))(variables, MOMENT);

describe('a template', () => {
  it('is JSON in which texts that begin with = are FEEL', () => {
    const template = {
      id: '=input.id',
      fixed: 'input.id',
      list: ['=input.n * 2', 7, null, true],
      when: '=string(today())',
    };
    expect(rendered(template, { input: { id: 'a', n: 3 } })).toEqual({
      ...{ id: 'a', fixed: 'input.id', list: [6, 7, null, true], when: '2026-11-23' },
    });
    expect(rendered('\\=no FEEL', {})).toBe('=no FEEL');
    expect(rendered('=input.missing.deep', { input: {} })).toBeNull();
  });

  it.each([
    [{ a: ['=1 +'] }, '/a/0: something is missing'],
    [{ a: '=other.x' }, '/a: nothing here is called other'],
    ['=nothing(1)', 'there is no function "nothing"'],
  ])('%j is refused with its place', (template, message) => {
    expect(() => compileTemplate(template, ['input'])).toThrow(message);
  });

  it('gives every JSON that names no FEEL as it is', () => {
    const plain = fc.jsonValue().filter((value) => !/"\\*=/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => expect(JSON.stringify(rendered(value as Json, {}))).toBe(JSON.stringify(value))),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('a path', () => {
  it('has each value as one segment', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme', minLength: 1 })
          .filter((text) => text.isWellFormed() && !['.', '..'].includes(text)),
        (text) => {
          const { pathname, search, hash } = new URL(`http://x${filledPath('/a/{id}/b', { id: text })}`);
          expect([pathname.split('/').length, search, hash]).toEqual([4, '', '']);
          expect(decodeURIComponent(pathname.split('/')[2]!)).toBe(text);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each(['', '.', '..', null, undefined, {}])('refuses %j', (id) => {
    expect(() => filledPath('/a/{id}', { id })).toThrow('{id}');
  });

  it('is followed by what is said, as often as it is said', () => {
    expect(queryOf({ a: [1, 'x y'], b: null, c: false, d: { e: 1 } }).toString()).toBe(
      'a=1&a=x+y&c=false&d=%7B%22e%22%3A1%7D',
    );
  });
});

describe('a signature', () => {
  const rule: SignatureRule = {
    algorithm: 'sha256',
    encoding: 'hex',
    keyId: 'k',
    text: '{body}',
    headers: { s: '{signature}' },
  };
  const request = {
    ...{ method: 'POST', url: new URL('https://api.example.com/a/b?z=1&a=2&a=1'), nonce: 'n' },
    ...{ body: 'what do ya want for nothing?', at: new Date('2026-11-23T09:00:00.123Z') },
  };

  it.each([
    // RFC 4231 §4.3, and RFC 2202 §3 for SHA-1.
    ['sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    ['sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ] as const)('of HMAC-%s is that of the RFC', (algorithm, signature) => {
    expect(signedHeaders({ ...rule, algorithm }, 'Jefe', request)).toEqual({ s: signature });
  });

  it('is over what the rule says, the query sorted', () => {
    const text = '{method}|{host}|{path}|{query}|{timestamp}|{timestampMs}|{nonce}|{keyId}';
    const shown = signedHeaders({ ...rule, text, headers: { t: text } }, 'x', request);
    expect(shown['t']).toBe('POST|api.example.com|/a/b|a=1&a=2&z=1|1795424400|1795424400123|n|k');
  });

  it('takes nothing in a body for a place, and knows places that are none', () => {
    const body = '{nonce}{signature}';
    expect(signedHeaders({ ...rule, headers: { b: '{body}' } }, 'x', { ...request, body })).toEqual({ b: body });
    expect(unknownPlaces('{method}{nope}{signature}')).toEqual(['nope', 'signature']);
  });
});

describe('what a log keeps', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['call +86 138-1234-5678 now', 'call +138****5678 now'],
    ['8613812345678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['11010519491231002X', '110105********002X'],
    ['6222021234567890123', '622202****0123'],
    ['010-12345678', '010-****5678'],
    ['wang.xiaoming@example.com', 'w***@example.com'],
    ['E-404 at 2026-11-23T09:00:00Z', 'E-404 at 2026-11-23T09:00:00Z'],
    ['0199d2f0-0000-7000-8000-000000000001', '0199d2f0-0000-7000-8000-000000000001'],
  ])('%s is %s', (text, kept) => {
    expect(masked(text)).toBe(kept);
  });

  it('hides what fields say they are, and numbers as long as a phone has', () => {
    const value = {
      customerName: '王小明',
      password: 'p',
      homeAddress: 'x',
      phone: 13812345678,
      total: 95.5,
      note: { deep: 'a@b.cn' },
    };
    expect(masked(value, new Set(['deep']))).toEqual({
      ...{
        customerName: '王**',
        password: '***',
        homeAddress: '***',
        phone: '138****5678',
        total: 95.5,
        note: { deep: '***' },
      },
    });
    expect(masked({ a: 'x'.repeat(5_000), b: Array(500).fill(1) })).toMatchObject({ a: 'x'.repeat(2_000) });
  });

  it('has no phone number in it, wherever one stood', () => {
    const phone = fc.stringMatching(/^1[3-9]\d{9}$/);
    const text = fc.tuple(fc.stringMatching(/^\D{0,20}$/), phone, fc.stringMatching(/^\D{0,20}$/));
    fc.assert(
      fc.property(text, fc.string(), ([a, number, b], key) => {
        expect(JSON.stringify(masked({ [key]: [{ text: a + number + b }] }))).not.toContain(number);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('a schema', () => {
  it('names the place of what does not fit, and no value', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['id'],
      additionalProperties: false,
    };
    const offences = judgeOf(schema)({ n: 'secret', more: 1 });
    expect(offences.map(({ at }) => at).sort()).toEqual(['/id', '/more', '/n']);
    expect(JSON.stringify(offences)).not.toContain('secret');
  });

  it('makes texts numbers where it is asked to', () => {
    const value = { n: '5' };
    expect(judgeOf({ properties: { n: { type: 'integer' } } }, { coerce: true })(value)).toEqual([]);
    expect(value).toEqual({ n: 5 });
  });
});

describe('an OpenAPI document', () => {
  const tree = {
    type: 'object',
    properties: { child: { $ref: '#/components/schemas/Tree' }, size: { type: 'integer', nullable: true } },
  };
  const document = {
    ...{ openapi: '3.0.1', servers: [{ url: 'https://api.example.com/v1' }] },
    components: { schemas: { Tree: tree }, parameters: { Trace: { name: 'X-Trace', in: 'header' } } },
    paths: {
      '/trees/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        put: {
          parameters: [{ $ref: '#/components/parameters/Trace' }, { name: 'sid', in: 'cookie' }],
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
          responses: { 204: {}, default: {} },
        },
      },
    },
  };

  it('becomes operations, with schemas that stand alone', () => {
    const { baseUrl, operations } = operationsOf(document);
    expect(baseUrl).toBe('https://api.example.com/v1');
    const [[name, operation]] = Object.entries(operations) as [[string, (typeof operations)[string]]];
    expect(name).toBe('put-trees-id');
    expect(operation.request).toEqual({
      ...{ path: { id: '=input.id' }, query: {}, headers: { 'X-Trace': '=input.X_Trace' }, body: '=input.body' },
    });
    const judge = judgeOf(operation.input);
    expect(judge({ id: 1, body: { child: { child: { size: null } } } })).toEqual([]);
    expect(judge({ id: 1, body: { child: { child: { size: 'big' } } } })).toHaveLength(1);
    expect(judge({ body: {} }).map(({ at }) => at)).toEqual(['/id']);
    expect(operation.response.schema).toBeNull();
  });

  it('is read or refused, whatever is in it', () => {
    const some = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom({ $ref: '#/components/parameters/x' }, [{ name: 1, in: 'path' }]),
    );
    const operation = fc.dictionary(
      fc.constantFrom('operationId', 'summary', 'parameters', 'requestBody', 'responses'),
      some,
    );
    const item = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('get', 'post', 'parameters'), operation));
    const any = fc.record({
      openapi: fc.constantFrom('3.0.0', '3.1.0'),
      paths: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), item)),
      components: some,
      servers: some,
    });
    fc.assert(
      fc.property(any, (given) => expect(() => operationsOf(given as Record<string, unknown>)).not.toThrow()),
      { seed: 13, numRuns: 500 },
    );
  });

  it('is refused when it is another', () => {
    expect(() => operationsOf({ swagger: '2.0' })).toThrow(OpenApiFault);
  });
});
