import { Database } from '#libs/persistence/database';
import type { Environment } from '#libs/process-engine/checks/environment';
import { judgedStrictly } from '#libs/process-engine/checks/soundness';
import { compile } from '#libs/process-engine/compile';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Problem } from '#libs/process-engine/problem';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendar/calendar.api.js';
import { Connectors } from '../connector/connector.api.js';
import { Forms } from '../form/form.api.js';
import { ServiceTargets } from '../service-target/service-target.api.js';
import type { Findings, ProcessSource } from './domain/process-source.js';
import { MAX_PROCESS_ID, MAX_PROCESS_NAME, ProcessDefinitionSchema } from './infra/process-definition.schema.js';
import { ProcessDefinitions } from './process-definition.api.js';

export interface Compiled {
  /** None where there is an error. */
  readonly models: readonly ProcessModel[];
  readonly findings: Findings;
}

/** The engine's compiler, with what there is in the tenant; what may stop a process keeps it from being published. */
@Injectable()
export class ProcessCompiler {
  constructor(
    private readonly database: Database,
    private readonly connectors: Connectors,
    private readonly definitions: ProcessDefinitions,
    private readonly forms: Forms,
    private readonly calendars: Calendars,
    private readonly targets: ServiceTargets,
  ) {}

  /** @throws NotBpmn, NotDmn */
  async compile({ bpmn, decisions }: ProcessSource): Promise<Compiled> {
    const connectors = await this.connectors.names();
    const definitions = await this.#newestVersions();
    const forms = await this.forms.fields();
    const calendars = await this.calendars.names();
    const targets = await this.targets.names();
    const environment = { connectors, definitions, forms, calendars, targets };
    const compiled = await compile({ bpmn, dmn: decisions }, environment);
    const problems = [...judgedStrictly(compiled.problems), ...compiled.models.flatMap(tooLong)];
    const models = problems.some(({ severity }) => severity === 'error') ? [] : compiled.models;
    const processes = compiled.models.map(({ id, name }) => ({ id, name: name ?? id }));
    return { models, findings: { processes, problems } };
  }

  async #newestVersions(): Promise<Environment['definitions']> {
    const reader = await this.database.reader();
    const known = await reader.find(ProcessDefinitionSchema, { select: { id: true, latest: true } });
    const newest = known.map(async ({ id, latest }) => {
      const model = await this.definitions.model({ id, version: latest });
      return [id, { version: latest, model }] as const;
    });
    return new Map(await Promise.all(newest));
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
