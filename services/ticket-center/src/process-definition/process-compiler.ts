import { Database } from '#libs/persistence/database';
import { compile } from '#libs/process-engine/compile';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Problem } from '#libs/process-engine/problem';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendar/calendar.api.js';
import { Connectors } from '../connector/connector.api.js';
import { Forms } from '../form/form.api.js';
import type { Findings, ProcessSource } from './domain/process-source.js';
import { MAX_PROCESS_ID, MAX_PROCESS_NAME, ProcessDefinitionSchema } from './infra/process-definition.schema.js';
import { ProcessDefinitions } from './process-definition.api.js';

export interface Compiled {
  /** None where there is an error. */
  readonly models: readonly ProcessModel[];
  readonly findings: Findings;
}

/** The engine's compiler, with what there is in the tenant. */
@Injectable()
export class ProcessCompiler {
  constructor(
    private readonly database: Database,
    private readonly connectors: Connectors,
    private readonly definitions: ProcessDefinitions,
    private readonly forms: Forms,
    private readonly calendars: Calendars,
  ) {}

  /** @throws NotBpmn, NotDmn */
  async compile({ bpmn, decisions }: ProcessSource): Promise<Compiled> {
    const connectors = await this.connectors.names();
    const definitions = await this.#newestVersions();
    const forms = await this.forms.fields();
    const calendars = await this.calendars.names();
    const { models, problems } = await compile({ bpmn, dmn: decisions }, { connectors, definitions, forms, calendars });
    const processes = models.map(({ id, name }) => ({ id, name: name ?? id }));
    return { models, findings: { processes, problems: [...problems, ...models.flatMap(tooLong)] } };
  }

  async #newestVersions(): Promise<ReadonlyMap<string, ProcessModel>> {
    const reader = await this.database.reader();
    const known = await reader.find(ProcessDefinitionSchema, { select: { id: true, latest: true } });
    const models = known.map(({ id, latest }) => this.definitions.model({ id, version: latest }));
    return new Map((await Promise.all(models)).map((model) => [model.id, model]));
  }
}

function tooLong({ id, name = '' }: ProcessModel): Problem[] {
  const error = (what: string, most: number): Problem => ({
    code: 'too-long',
    element: id,
    message: `The ${what} of the process has more than ${most} characters.`,
    severity: 'error',
  });
  return [
    ...(id.length > MAX_PROCESS_ID ? [error('id', MAX_PROCESS_ID)] : []),
    ...(name.length > MAX_PROCESS_NAME ? [error('name', MAX_PROCESS_NAME)] : []),
  ];
}
