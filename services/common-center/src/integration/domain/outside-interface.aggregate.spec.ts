import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alarmChange } from './alarm-level.js';
import {
  InterfaceAlreadyThere,
  InterfaceChanged,
  InterfaceHasErrors,
  InterfaceModeUnchanged,
  InterfaceVersionNotFound,
} from './integration.errors.js';
import { secretNamesOf, type InterfaceDocument } from './interface-document.js';
import { OutsideInterface } from './outside-interface.aggregate.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const DRAFT = { baseUrl: 'https://api.example.com' } as InterfaceDocument;
const ERROR = { severity: 'error', operation: null, message: 'It is wrong.' } as const;

function anInterface(): OutsideInterface {
  const made = OutsideInterface.of('id', 'orders', 'Orders', DRAFT, [], 'mia');
  return Object.assign(made, { version: 1 });
}

describe('an interface', () => {
  it('is published as the next version, which is live', () => {
    const outside = anInterface();
    expect([outside.publish(1, [], '', 'mia', NOW), outside.publish(1, [], '', 'mia', NOW)]).toEqual([1, 2]);
    expect(outside).toMatchObject({ live: 2, latest: 2 });
  });

  it('is not published with errors, or when it was changed while it was checked', () => {
    expect(() => anInterface().publish(1, [ERROR], '', 'mia', NOW)).toThrow(InterfaceHasErrors);
    expect(() => anInterface().publish(2, [], '', 'mia', NOW)).toThrow(InterfaceChanged);
    const warned = anInterface();
    expect(warned.publish(1, [{ ...ERROR, severity: 'warning' }], '', 'mia', NOW)).toBe(1);
  });

  it('is rolled back to a version that there is, and that is not live', () => {
    const outside = anInterface();
    expect(() => outside.rollBack(1, 'why', 'mia', NOW)).toThrow(InterfaceVersionNotFound);
    outside.publish(1, [], '', 'mia', NOW);
    expect(() => outside.rollBack(1, 'why', 'mia', NOW)).toThrow(InterfaceAlreadyThere);
    outside.publish(1, [], '', 'mia', NOW);
    outside.rollBack(1, 'why', 'mia', NOW);
    expect(outside).toMatchObject({ live: 1, latest: 2 });
    expect(outside.recordedEvents().at(-1)).toMatchObject({
      type: 'interface-rolled-back',
      from: 2,
      to: 1,
      reason: 'why',
    });
  });

  it('is switched to another mode only', () => {
    const outside = anInterface();
    outside.switchTo('mock', 'mia', NOW);
    expect(() => outside.switchTo('mock', 'mia', NOW)).toThrow(InterfaceModeUnchanged);
    expect(outside.recordedEvents()).toMatchObject([{ from: 'live', to: 'mock', by: 'mia' }]);
  });

  it('needs the secrets of its way to be known', () => {
    const auth = { kind: 'basic', username: 'x' } as const;
    expect(secretNamesOf({ auth, tls: { clientCertificate: true, authorities: null } })).toEqual([
      ...['password', 'tls-certificate', 'tls-key'],
    ]);
  });
});

describe('an alarm', () => {
  const level = { raise: 0.5, clear: 0.2 };
  const change = (isRaised: boolean, calls: number, value: number) =>
    alarmChange(isRaised, { calls, value }, 10, level);

  it.each([
    [false, 10, 0.51, 'raise'],
    [false, 10, 0.5, null],
    [false, 9, 1, null],
    [true, 10, 0.21, null],
    [true, 10, 0.2, 'clear'],
    [true, 9, 0, null],
    [true, 0, 0, 'clear'],
    [false, 0, 0, null],
  ] as const)('raised %s, of %i calls %d: %s', (isRaised, calls, value, expected) => {
    expect(change(isRaised, calls, value)).toBe(expected);
  });

  it('is over when nobody watches any more', () => {
    expect(alarmChange(true, { calls: 99, value: 1 }, 10, null)).toBe('clear');
    expect(alarmChange(false, { calls: 99, value: 1 }, 10, null)).toBeNull();
  });

  it('changes once between the levels, however the value trembles about one of them', () => {
    const trembling = fc.array(fc.double({ min: 0.21, max: 0.9, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(trembling, (values) => {
        let [isRaised, changes] = [false, 0];
        for (const value of values) {
          const next = change(isRaised, 10, value);
          if (next === null) continue;
          isRaised = next === 'raise';
          changes += 1;
        }
        expect(changes).toBeLessThanOrEqual(1);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
