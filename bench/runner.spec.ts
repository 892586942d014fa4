import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runBenches } from './runner.js';
import { atLeast, atMost } from './target.js';

const missed = { name: 'speed', value: 1, target: 2, met: false, higherIsBetter: true };

describe('npm run bench', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'switchboard-bench-'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    bench('outbox', `(args) => ({ results: { args }, targets: [${JSON.stringify(missed)}] })`);
    bench('gateway', `() => ({ results: { ratio: 0.7 }, targets: [] })`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('runs the named bench with the options behind the name', async () => {
    const report = await runBenches(folder, ['outbox', '--events', '100']);
    expect(report).toMatchObject({ bench: 'outbox', results: { args: ['--events', '100'] }, targets: [missed] });
  });

  it('says what machine it was', async () => {
    const { machine } = await runBenches(folder, ['gateway']);
    expect(machine).toEqual({
      cpus: expect.any(Number),
      model: expect.any(String),
      node: process.version,
      memoryGiB: expect.any(Number),
    });
  });

  it('runs all without a name, and hands each the options', async () => {
    const report = await runBenches(folder, ['--smoke']);
    expect(report.results).toEqual({ gateway: { ratio: 0.7 }, outbox: { args: ['--smoke'] } });
    expect(report.targets).toEqual([{ ...missed, name: 'outbox: speed' }]);
  });

  it('names the benches there are when asked for another', async () => {
    await expect(runBenches(folder, ['outbux'])).rejects.toThrow(/^no bench outbux; there is: gateway, outbox$/);
  });

  function bench(name: string, source: string): void {
    writeFileSync(join(folder, `${name}.bench.js`), `export const bench = async (args) => (${source})(args);`);
  }
});

describe('a target', () => {
  it('is met at the target itself', () => {
    expect(atLeast('ratio', 0.7, 0.7).met).toBe(true);
    expect(atLeast('ratio', 0.69, 0.7).met).toBe(false);
    expect(atMost('seconds', 15, 15).met).toBe(true);
    expect(atMost('seconds', 15.1, 15).met).toBe(false);
  });

  it('is never met by what could not be measured', () => {
    expect(atLeast('ratio', Number.NaN, 0).met).toBe(false);
    expect(atMost('seconds', Number.NaN, 15).met).toBe(false);
  });
});
