import { describe, it } from '@jest/globals';
import type { RealPartName, RealParts } from '../jest-global-setup.js';

export interface RealPart {
  readonly available: boolean;
  /** `host:port`. */
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
}

/** One of the real parts, as the probe before all specs found it. */
export function realPart(name: RealPartName): RealPart {
  const { endpoint, available } = found()[name];
  const [host = '', port] = endpoint.split(':');
  return { available, endpoint, host, port: Number(port) };
}

/**
 * `describe` for specs that need real parts. When one is missing, a visible skipped test says which;
 * with CI=true that test fails instead: a build without the real parts proves nothing.
 */
export function describeReal(parts: RealPartName | RealPartName[], title: string, specs: () => void): void {
  const missing = [parts].flat().filter((name) => !realPart(name).available);
  if (missing.length === 0) describe(title, specs);
  else
    describe(title, () => reportMissing(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not running`));
}

/**
 * For what takes too long to run twice: on the real parts where a build proves nothing without them (CI=true), embedded elsewhere.
 */
export function describeOnce(
  parts: RealPartName[],
  title: string,
  specs: (profile: 'embedded' | 'cluster') => void,
): void {
  if (process.env.CI === 'true') describeReal(parts, title, () => specs('cluster'));
  else describe(title, () => specs('embedded'));
}

function reportMissing(reason: string): void {
  if (process.env.CI !== 'true') return it.skip(`needs real parts (${reason})`, () => {});
  it(`needs real parts (${reason})`, () => {
    throw new Error(`${reason}; start the real parts with: npm run real -- up`);
  });
}

function found(): RealParts {
  if (process.env.REAL_PARTS === undefined) throw new Error('jest.config.js must name jest-global-setup.ts');
  return JSON.parse(process.env.REAL_PARTS) as RealParts;
}
