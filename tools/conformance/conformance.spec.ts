import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, write } from '#libs/process-engine/reader/definitions';
import { filesBelow } from './files.js';
import { meaning } from './elements.js';
import { outline } from './outline.js';
import { reportOf } from './report.js';
import { runScenarios } from './scenarios.js';
import { runTraces } from './traces.js';

const folder = join(import.meta.dirname, '../../../shared/data/bpmn');
const present = existsSync(folder);

(present ? describe : describe.skip)(`the published models${present ? '' : ` (${folder} is absent)`}`, () => {
  it('do what their authors expect, but for what is refused', async () => {
    const report = reportOf(await runTraces(join(folder, 'betsy/expected.json')));
    const refused = Object.values(report.groups).flatMap(({ refusals }) => refusals.map((each) => each.case));

    expect(Object.values(report.groups).flatMap(({ failures }) => failures)).toEqual([]);
    expect(new Set(refused.map((name) => name.replace(/#\d+$/, '')))).toEqual(
      new Set([
        'gateways/ComplexGateway.bpmn',
        'activities/AdHocSubProcess_Parallel.bpmn',
        'activities/AdHocSubProcess_Sequential.bpmn',
      ]),
    );
    expect(report.passed).toBe(report.cases - refused.length);
  });

  it.each(['exclusive-gateway', 'parallel-gateway', 'boundary-event'])('follow the scenarios of %s', async (name) => {
    const report = reportOf(await runScenarios(join(folder, `tck/${name}-spec.yaml`)));

    expect(report.groups[`${name}-spec`]!.failures).toEqual([]);
    expect(report).toMatchObject({ passed: report.cases, refused: 0 });
  });

  it('come out as they went in', async () => {
    for (const file of await filesBelow(folder, '**/*.bpmn')) {
      const xml = await readFile(join(folder, file), 'utf8');
      const { definitions } = await read(xml);
      const exported = await write(definitions);

      expect([file, outline(exported)]).toEqual([file, outline(xml)]);
      expect([file, meaning((await read(exported)).definitions)]).toEqual([file, meaning(definitions)]);
    }
  });
});
