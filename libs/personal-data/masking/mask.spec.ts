import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { looksMasked, mask } from './mask.js';
import { DEFAULT_RULES } from './masking-rules.js';
import { checkDigitOf } from './numbers.js';
import { PERSONAL_KINDS } from './personal-kind.js';

const SEED = 20_261_130;
const RUNS = 300;
const ID = `11010519491231002${checkDigitOf('11010519491231002')}`;

describe('the mask of a phone number', () => {
  it.each([
    ['13800138000', '138****8000'],
    ['+86 138-0013-8000', '138****8000'],
    ['008613800138000', '138****8000'],
    ['１３８００１３８０００', '138****8000'],
    ['(138) 0013 8000', '138****8000'],
    ['010-62781234', '010-****1234'],
    ['(010) 6278 1234', '010-****1234'],
    ['0755-8345678-801', '0755-****5678'],
    ['+86-21-62781234', '021-****1234'],
    ['4155552671', '41****2671'],
    ['+44 20 7946 0958', '442****0958'],
    ['10086', '****6'],
    ['110', '****'],
    ['no number', '****'],
  ])('of %s is %s', (phone, masked) => expect(mask('phone', phone)).toBe(masked));
});

describe('the mask of a document', () => {
  it('hides the day of birth of an ID card', () => {
    expect(ID.at(-1)).toBe('X');
    expect(mask('document', '11010519491231002x')).toBe('110105********002X');
    expect(mask('document', '110105 19491231 002X')).toBe('110105********002X');
    expect(mask('document', '130503670401001')).toBe('130503********001');
  });

  it.each([
    ['E12345678', '****5678'],
    ['H1234567800', '****7800'],
    ['军字第20011234号', '****234号'],
    ['X123', '****'],
  ])('shows the last four of others: %s is %s', (number, masked) => expect(mask('document', number)).toBe(masked));

  it.each([
    [{ head: 3, tail: 4 }, '110********002X'],
    [{ head: 4, tail: 4 }, '1101********002X'],
    [{ head: 3, tail: 3 }, '110********02X'],
    [{ head: 18, tail: 18 }, '********0519491231002X'],
  ])("follows the tenant's own rule %j", (shown, masked) => {
    expect(mask('document', ID, { ...DEFAULT_RULES, 'id-card': shown })).toBe(masked);
  });
});

describe('the mask of a name', () => {
  it.each([
    ['张三', '张*'],
    ['王小明', '王*明'],
    ['欧阳锋', '欧阳*'],
    ['欧阳修文', '欧阳**'],
    ['王小明月', '王**月'],
    ['𠮷', '*'],
    ['𠮷田', '𠮷*'],
    ['𠮷田太郎', '𠮷**郎'],
    ['张', '*'],
    ['欧阳', '欧*'],
    ['买买提·艾力', '买**·艾**'],
    ['Noah Brown', 'N*** B***'],
    ['Zoë', 'Z***'],
    [' X ', '*'],
  ])('of %s is %s', (name, masked) => expect(mask('name', name)).toBe(masked));
});

describe('the mask of', () => {
  it.each([
    ['bank-card', '6222 0212 3456 7891 234', '622202******1234'],
    ['email', 'zhang.san@example.com', 'z***@example.com'],
    ['email', 'z@example.com', '***@example.com'],
    ['email', 'zhang＠example.com', 'z***@example.com'],
    ['email', 'not an address', '****'],
    ['address', '北京市海淀区中关村大街27号', '北京市海淀区****'],
    ['address', '广东省深圳市南山区科技园南路1号', '广东省深圳市南山区****'],
    ['address', '北京市朝阳区望京花园小区3号楼', '北京市朝阳区****'],
    ['address', '上海市花园小区12号', '上海市****'],
    ['address', '新疆维吾尔自治区乌鲁木齐市天山区解放路', '新疆维吾尔自治区乌鲁木齐市天山区****'],
    ['address', '12 Baker Street', '****'],
    ['plate', '京A12312', '京A***12'],
    ['plate', '沪A·D12345', '沪A***45'],
    ['plate', 'AB 1234', '***34'],
    ['reference', 'PA-2026-004711', '****4711'],
    ['hidden', '1949-12-31', '****'],
  ] as const)('a %s, %s, is %s', (kind, value, masked) => expect(mask(kind, value)).toBe(masked));
});

describe('the mask of a text', () => {
  it.each([
    ['请回电 138 0013 8000，谢谢', '请回电 138****8000，谢谢'],
    ['13800138000 13900139000', '138****8000 139****9000'],
    ['电话１３８００１３８０００', '电话138****8000'],
    [`身份证${ID}。`, '身份证110105********002X。'],
    ['身份证110105 19491231 002x', '身份证110105********002X'],
    ['card 6222-0212-3456-7891', 'card 622202******7891'],
    ['010-62781234 or +44 20 7946 0958', '010-****1234 or 442****0958'],
    ['write to zhang.san@example.com', 'write to z***@example.com'],
    ['车牌京A12345停在楼下', '车牌京A***45停在楼下'],
    ['T-20261123-000123 costs 1299.00', 'T-20261123-000123 costs 1299.00'],
    ['2026-11-23 09:00', '2026-11-23 09:00'],
  ])('%s is %s', (text, masked) => expect(mask('text', text)).toBe(masked));
});

describe('a mask', () => {
  const aKind = fc.constantFrom(...PERSONAL_KINDS);
  const digits = (min: number, max: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

  it('leaves at least four digits of a number unknown, whatever the tenant shows', () => {
    const aNumber = fc.tuple(fc.constantFrom('phone', 'document', 'bank-card', 'reference'), digits(1, 22));
    const shown = fc.record({ head: fc.nat({ max: 30 }), tail: fc.nat({ max: 30 }) });
    fc.assert(
      fc.property(aNumber, shown, ([kind, number], each) => {
        const rules = { phone: each, 'id-card': each, 'bank-card': each, reference: each };
        const left = mask(kind, number, rules).replace(/\D/g, '');
        const landline = kind === 'phone' && number.startsWith('0');
        expect(left.length).toBeLessThanOrEqual(Math.max(0, number.length - (landline ? 3 : 4)));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('never gives back what it hides, and is recognised when it comes back', () => {
    fc.assert(
      fc.property(aKind, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (kind, value) => {
        const isText = kind === 'text' || kind === 'outside';
        fc.pre(value.trim() !== '' && !isText && !value.normalize('NFKC').includes('*'));
        expect(mask(kind, value)).not.toBe(value);
        expect(looksMasked(kind, mask(kind, value))).toBe(true);
        expect(looksMasked(kind, value)).toBe(false);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('finds a mobile number in any text, however it is grouped', () => {
    const mobile = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9, 9)).map((parts) => parts.join(''));
    const gap = fc.constantFrom('', ' ', '-', '.');
    const words = fc.string({ unit: fc.constantFrom('请', '回', '电', ' ', ',', 'a', '。', '\ud842'), maxLength: 12 });
    fc.assert(
      fc.property(mobile, gap, words, words, (number, between, before, after) => {
        const typed = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between);
        const masked = mask('text', before + typed + after);
        expect(masked).toContain(`${number.slice(0, 3)}****${number.slice(7)}`);
        expect(masked.replace(/\D/g, '')).toHaveLength(7);
        expect(looksMasked('text', masked)).toBe(true);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('of nothing is nothing', () => {
    for (const kind of PERSONAL_KINDS) expect(mask(kind, '')).toBe('');
  });
});
