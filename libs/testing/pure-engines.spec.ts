import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint, Linter } from 'eslint';

describe('the lint of engines', () => {
  let rules: Linter.RulesRecord;
  beforeAll(async () => {
    const config = (await new ESLint().calculateConfigForFile(
      resolve('libs/process-engine/core/step.ts'),
    )) as Linter.Config;
    const { 'no-restricted-syntax': syntax, 'no-restricted-globals': globals } = config.rules!;
    rules = { 'no-restricted-syntax': syntax!, 'no-restricted-globals': globals! };
  });

  const said = (code: string) => new Linter().verify(code, [{ rules }]).map(({ message }) => message);

  it.each([
    ...['new Date()', 'Date()', 'Date.now()', '[1].map(Date.now)', 'Math.random()', 'setTimeout(f, 1)'],
    ...['setInterval(f)', 'setImmediate(f)', 'performance.now()', 'crypto.randomUUID()', 'fetch("x")'],
    ...['process.hrtime()', 'globalThis.Date'],
  ])('refuses %s', (code) => {
    expect(said(code)).toEqual([expect.stringContaining('An engine has no clock, no random and no I/O of its own')]);
  });

  it.each(['new Date(0)', 'new Date(text).getTime()', 'Date.parse(text)', 'Math.max(1, 2)'])('lets %s pass', (code) => {
    expect(said(code)).toEqual([]);
  });
});
