import { describe, expect, it } from '@jest/globals';
import { API_FIELDS } from '../admission/answer-fields.api.js';
import { answerHeaders } from './forwarded-headers.js';

const answered = (fields: Readonly<Record<string, string>>, ours: readonly string[] = API_FIELDS) => {
  const kept = answerHeaders(fields, ours);
  const named = (name: string) => kept.filter((_, at) => at % 2 === 1 && kept[at - 1]!.toLowerCase() === name);
  return {
    policy: named('content-security-policy'),
    frames: named('x-frame-options'),
    readers: named('access-control-allow-origin'),
  };
};
const SANDBOX = { 'content-security-policy': "sandbox allow-scripts; default-src 'self'" };

describe('what a service answers', () => {
  it('may be in frames of no origin only where it puts it into a sandbox', () => {
    expect(answered(SANDBOX)).toMatchObject({ policy: Object.values(SANDBOX), frames: [] });
    expect(answered({ 'content-security-policy': "default-src 'self'" }).frames).toEqual(['SAMEORIGIN']);
    expect(answered({ 'x-frame-options': 'ALLOWALL' }).frames).toEqual(['SAMEORIGIN']);
  });

  it('may be read by any page where it says so of a sandbox; by which pages else says the door', () => {
    const open = { 'access-control-allow-origin': '*' };
    expect(answered({ ...open, ...SANDBOX }).readers).toEqual(['*']);
    expect(answered(open).readers).toEqual([]);
    expect(answered({ ...SANDBOX, 'access-control-allow-origin': 'https://evil.example' }).readers).toEqual([]);
    const door = ['access-control-allow-origin', 'https://app.example'];
    expect(answered({ ...open, ...SANDBOX }, door).readers).toEqual(['https://app.example']);
  });
});
