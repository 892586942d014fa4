import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLEAN, PLANTS } from './boundaries.plants.js';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

const RULES = resolve('.dependency-cruiser.cjs');

describe('the walls between the parts of the house', () => {
  let house: string;
  let violations: Violation[];

  beforeAll(async () => {
    house = mkdtempSync(join(tmpdir(), 'switchboard-boundaries-'));
    build(house);
    violations = await cruise(house);
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it.each(PLANTS)('%s refuses %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toEqual([rule]);
  });

  it('let everything else pass', () => {
    const planted = new Set(PLANTS.map(([, file]) => file));
    expect(violations.filter(({ from }) => !planted.has(from))).toEqual([]);
  });

  it('each have a plant', () => {
    const { forbidden } = createRequire(import.meta.url)(RULES) as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual([...new Set(PLANTS.map(([rule]) => rule))].sort());
  });
});

/** The clean house with all plants in it; its package.json is ours, so #libs/* resolves as it does here. */
function build(house: string): void {
  const files = [...Object.entries(CLEAN), ...PLANTS.map(([, file, source]) => [file, source] as const)];
  for (const [file, source] of files) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), source);
  }
  cpSync('package.json', join(house, 'package.json'));
}

/** Runs dependency-cruiser with our rules in another tree. */
async function cruise(tree: string): Promise<Violation[]> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', RULES, '--output-type', 'json', 'services', 'libs', 'tools', 'bench'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: tree });
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
