import { describe, expect, it } from '@jest/globals';
import { DomainError, domainError, errorCatalogue } from './domain-error.js';

class KettleEmpty extends domainError('kettle-empty', 'conflict') {}

describe('a domain error', () => {
  it('carries its code, its kind, a message for people and details for programs', () => {
    const error = new KettleEmpty('The kettle is empty.', { litres: 0 });
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      name: 'KettleEmpty',
      code: 'kettle-empty',
      kind: 'conflict',
      message: 'The kettle is empty.',
      details: { litres: 0 },
    });
  });

  it('has no details unless it is given some', () => {
    expect(new KettleEmpty('The kettle is empty.').details).toEqual({});
  });
});

describe('the catalogue of errors', () => {
  it('knows every code that was defined, with its kind', () => {
    expect(errorCatalogue().get('kettle-empty')).toBe('conflict');
  });

  it('refuses a code that is taken, also for the same kind', () => {
    expect(() => domainError('kettle-empty', 'conflict')).toThrow('error code kettle-empty is defined twice');
  });
});
