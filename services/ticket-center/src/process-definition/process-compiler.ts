import type { ProcessModel } from '#libs/process-engine/model';
import { readDecisions } from '#libs/process-engine/reader/decision/decisions';
import { read } from '#libs/process-engine/reader/definitions';
import { readProcesses } from '#libs/process-engine/reader/processes';
import { Injectable } from '@nestjs/common';
import type { Findings, ProcessSource } from './domain/process-source.js';

export interface Compiled {
  readonly models: readonly ProcessModel[];
  readonly findings: Findings;
}

@Injectable()
export class ProcessCompiler {
  async compile({ bpmn, decisions }: ProcessSource): Promise<Compiled> {
    const { definitions } = await read(bpmn);
    const tables = await Promise.all(decisions.map((each) => readDecisions(each)));
    const known = Object.fromEntries(tables.flatMap((each) => Object.entries(each.decisions)));
    const processes = readProcesses(definitions, known);
    const models = processes.map(({ model }) => model);
    const problems = [...tables, ...processes].flatMap((each) => each.problems);
    return { models, findings: { processes: models.map(({ id, name }) => ({ id, name: name ?? id })), problems } };
  }
}
