import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { errorReport } from './error-report.js';

describe('what is told about an error', () => {
  it('is its type, message, code and stack', () => {
    const error = Object.assign(new TypeError('no such queue'), { code: 'E_QUEUE', customer: { name: 'Ann' } });

    expect(errorReport(error)).toEqual({
      type: 'TypeError',
      message: 'no such queue',
      code: 'E_QUEUE',
      stack: expect.stringMatching(/^\s+at .*error-report\.spec/),
      cause: undefined,
    });
  });

  it('is nothing of the statement, its parameters or the refused value when a query failed', () => {
    const driverError = Object.assign(new Error("Duplicate entry 'ann@example.org' for key 'email'"), {
      code: 'ER_DUP_ENTRY',
      sql: "insert into customer values ('ann@example.org')",
    });
    const error = new QueryFailedError('insert into customer values (?)', ['ann@example.org'], driverError);

    const report = errorReport(error);

    expect(report).toMatchObject({ type: 'QueryFailedError', code: 'ER_DUP_ENTRY', message: 'Duplicate entry …' });
    expect(report.stack).toContain('error-report.spec');
    expect(JSON.stringify(report)).not.toMatch(/ann@|insert into|parameters/);
  });

  it('ends before a quoted value that has quotes of its own or was cut off', () => {
    const refused = (message: string) =>
      errorReport(Object.assign(new Error(message), { code: 'ER_DUP_ENTRY' })).message;

    expect(refused("Duplicate entry 'Ann O'Hara' for key 'name'")).toBe('Duplicate entry …');
    expect(refused("Incorrect value: 'Ann O")).toBe('Incorrect value: …');
    expect(refused("Duplicate entry 'two\nlines' for key 'name'")).toBe('Duplicate entry …');
  });

  it('is not the text that was no JSON', () => {
    const error = new SyntaxError(`Unexpected token 'A', "Ann, +86 138" is not valid JSON`);

    expect(errorReport(error).message).toBe('Unexpected token …');
  });

  it('goes on with the causes, under the same rules and not for ever', () => {
    const refused = Object.assign(new Error("Data too long: 'Ann'"), { code: 'ER_DATA_TOO_LONG', sql: 'x' });
    const circular = new Error('outer', { cause: refused });
    refused.cause = circular;

    expect(errorReport(circular)).toMatchObject({
      message: 'outer',
      cause: { message: 'Data too long: …', cause: { message: 'outer', cause: { cause: undefined } } },
    });
  });

  it('of what is no error is only what sort of thing it was', () => {
    expect(errorReport('Ann called')).toEqual({ type: 'string' });
    expect(errorReport(null)).toEqual({ type: 'null' });
  });
});
