import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ProcessModel } from '#libs/process-engine/model';
import { parse } from 'yaml';
import { deploy } from './deploy.js';
import { fromZeebe } from './from-zeebe.js';
import type { Outcome } from './report.js';
import { ScenarioFile, type Scenario } from './scenario-file.js';
import { ScenarioRun } from './scenario-run.js';

/** Runs every case of a *-spec.yaml: what is done to its models, and what must then be so. */
export async function runScenarios(file: string): Promise<Outcome[]> {
  const { resources, testCases } = ScenarioFile.parse(parse(await readFile(file, 'utf8')));
  const group = basename(file, '.yaml');
  const models: ProcessModel[] = [];
  const refusals: string[] = [];
  for (const resource of resources) {
    const xml = await readFile(join(dirname(file), resource), 'utf8');
    const deployed = await deploy(await fromZeebe(xml));
    models.push(...deployed.models);
    refusals.push(...(deployed.refused ?? []));
  }
  return testCases.map((scenario) => {
    const about = { group, case: scenario.name };
    return refusals.length > 0 ? { ...about, refused: refusals } : { ...about, ...judge(models, scenario) };
  });
}

function judge(models: readonly ProcessModel[], { actions, verifications }: Scenario) {
  const run = new ScenarioRun(models);
  for (const action of actions) run.act(action);
  run.letTimePass();
  const actual = verifications.map((each) => run.seen(each));
  const expected = verifications.map((each) => each);
  return { passed: actual.every((seen) => seen === true), expected, actual };
}
