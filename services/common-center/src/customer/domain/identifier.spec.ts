import { describe, expect, it } from '@jest/globals';
import { DocumentMalformed, EmailMalformed, PhoneMalformed } from './customer.errors.js';
import {
  accountKey,
  documentKey,
  emailKey,
  externalKey,
  isSameName,
  phoneKey,
  requireRealDocument,
} from './identifier.js';

describe('the key of a phone number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '138–0013–8000',
    '+86 138 0013 8000',
    '0086-13800138000',
    '86 13800138000',
    '１３８００１３８０００',
  ])('is E.164 for %s', (written) => {
    expect(phoneKey(written)).toBe('phone:+8613800138000');
  });

  it.each([
    ['+1 (303) 555-0199', '+13035550199'],
    ['010-6000 1234', '+861060001234'],
    ['+86 (0)10 6000 1234', '+861060001234'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+852 2525 1234', '+85225251234'],
    ['400-810-8000', '+864008108000'],
  ])('leaves out what is dialled at home only: %s', (written, number) => {
    expect(phoneKey(written)).toBe(`phone:${number}`);
  });

  it.each([
    ['555 0100', '5550100'],
    ['8001', '8001'],
    ['+999 123 4567', '+9991234567'],
  ])('of a number that no plan knows is its digits: %s', (written, digits) => {
    expect(phoneKey(written)).toBe(`phone:${digits}`);
  });

  it.each(['', '12', '138****8000', 'none', '+86 138 0013 8000 8000 12'])('refuses %j', (written) => {
    expect(() => phoneKey(written)).toThrow(PhoneMalformed);
  });
});

describe('the key of an e-mail address', () => {
  it.each([
    [' Noah.Brown@Example.COM ', 'noah.brown@example.com'],
    ['noah@BÜCHER.example', 'noah@xn--bcher-kva.example'],
    ['noah@xn--bcher-kva.example', 'noah@xn--bcher-kva.example'],
    ['用户@例子.中国', '用户@xn--fsqu00a.xn--fiqs8s'],
    ['ｎｏａｈ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'noah@example.com'],
  ])('of %s ignores case, width, space and script of the domain', (written, address) => {
    expect(emailKey(written)).toBe(`email:${address}`);
  });

  it.each(['', 'noah', 'noah@', 'n***@example.com', 'noah brown@example.com'])('refuses %j', (written) => {
    expect(() => emailKey(written)).toThrow(EmailMalformed);
  });
});

describe('the key of a registration document', () => {
  const card = (number: string) => documentKey({ type: 'id-card', number });

  it('ignores spaces, dashes, case and width', () => {
    const plain = documentKey({ type: 'id-card', number: '11010519491231002X' });
    expect(plain).toBe('document:id-card:11010519491231002X');
    expect(documentKey({ type: 'ID-card', number: '110105 19491231 002x' })).toBe(plain);
    expect(documentKey({ type: 'id-card', number: '１１０１０５-19491231-002X' })).toBe(plain);
    expect(documentKey({ type: 'passport', number: '11010519491231002X' })).not.toBe(plain);
  });

  it('of a card of the first generation is that of the second', () => {
    expect(card('110105491231002')).toBe(card('11010519491231002X'));
  });

  it.each([
    ['its check digit is another', '110105194912310021'],
    ['a digit was mistyped', '11010519491231003X'],
    ['two digits changed places', '11010519491213002X'],
    ['the day of birth is none', '110105194913310021'],
    ['it is masked', '110105********002X'],
    ['it is too short', '1101051949123100'],
  ])('is not taken for an identity card when %s', (_, number) => {
    expect(() => requireRealDocument({ type: 'ID-card', number })).toThrow(DocumentMalformed);
  });

  it.each([
    ['id-card', '110105 19491231 002x'],
    ['id-card', '110105491231002'],
    ['passport', 'X 123'],
  ])('is taken: %s %s', (type, number) => {
    expect(() => requireRealDocument({ type, number })).not.toThrow();
  });
});

describe('the key of an external id', () => {
  it('keeps the spelling of the other system', () => {
    expect(externalKey({ system: 'Retail', id: 'noah_brown_6181' })).toBe('external:retail:noah_brown_6181');
    expect(externalKey({ system: 'retail', id: 'Noah' })).not.toBe(externalKey({ system: 'retail', id: 'noah' }));
  });
});

describe('the key of a channel account', () => {
  it.each([
    ['WeChat', ' oX_abC ', 'account:wechat:oX_abC'],
    ['whatsapp', '138 0013 8000', 'account:whatsapp:+8613800138000'],
    ['email', 'Noah@Example.com', 'account:email:noah@example.com'],
    ['qq', '０10001', 'account:qq:10001'],
    ['weibo', '@Noah', 'account:weibo:noah'],
  ])('is as %s compares %s', (channel, id, key) => {
    expect(accountKey({ channel, id })).toBe(key);
  });
});

describe('names', () => {
  it('are the same but for spacing, case and width', () => {
    expect(isSameName('Noah  Brown', ' noah brown ')).toBe(true);
    expect(isSameName('ＡＣＭＥ', 'Acme')).toBe(true);
    expect(isSameName('王小明', '王晓明')).toBe(false);
  });
});
