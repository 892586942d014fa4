import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { compile } from '#libs/process-engine/compile';
import { step } from '#libs/process-engine/core/step';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Connectors } from '../../../src/connector/connector.api.js';
import { Rules, type Step } from '../../../src/process/run/rules.js';
import { GivenDefinitions, processParts } from './process-parts.js';

/** The process engine, without business time. */
class EngineAlone extends Rules {
  override ready(): Promise<Step> {
    const addBusinessTime = (): Date => {
      throw new Error('there are no calendars here');
    };
    return Promise.resolve((model, before, command, now) => step(model, before, command, { now, addBusinessTime }));
  }
}

/** One process of the service, with the engine, that runs the processes of the file. */
export async function engineWorld(database: Database, clock: Clock, bpmn: string, connectors: Connectors) {
  return processParts(database, clock, {
    definitions: new GivenDefinitions(await modelsOf(bpmn)),
    rules: new EngineAlone(),
    connectors,
  });
}

async function modelsOf(bpmn: string): Promise<readonly ProcessModel[]> {
  const connectors = new Set(['orders', 'other']);
  const nothing = {
    connectors,
    calendars: new Set<string>(),
    forms: new Map(),
    targets: new Set<string>(),
    definitions: new Map(),
  };
  const { models, problems } = await compile({ bpmn, dmn: [] }, nothing);
  if (models.length === 0) throw new Error(`the process does not compile: ${JSON.stringify(problems)}`);
  return models;
}
