import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Connectors } from '../connector/connector.api.js';
import { checkComputed, indexProblems, lookupProblems } from './content/field-checks.js';
import { blockReferences, putInBlocks, type Blocks } from './content/put-in-blocks.js';
import { propertiesOf, type Schema } from './content/schema-paths.js';
import { uiProblems } from './content/ui-schema.js';
import { withDetails } from './content/with-details.js';
import type { ComputedField, FormContent, FormProblem, PublishedContent } from './domain/form-content.js';
import { FormContentRefused } from './domain/form.errors.js';
import { FormDefinitionSchema } from './infra/form-definition.schema.js';
import { formVersion, FormSchema } from './infra/form-version.schema.js';
import { FormSchemaRefused, judgeBy } from './judge/form-judge.js';

export interface CompiledForm {
  /** Null where there is a problem. */
  readonly published: PublishedContent | null;
  readonly problems: readonly FormProblem[];
}

/** What a form is once its blocks are put in, or why it cannot be published. */
@Injectable()
export class FormCompiler {
  constructor(
    private readonly database: Database,
    private readonly connectors: Connectors,
  ) {}

  async compile(content: FormContent): Promise<CompiledForm> {
    const known = await this.#blocks(content.jsonSchema);
    const connectors = await this.connectors.names();
    const { jsonSchema, details, lookups, indexed, blocks, ...rest } = putInBlocks(content, known);
    const computed = checkComputed(rest.computed, jsonSchema);
    const problems = [
      ...rest.problems,
      ...(rest.problems.length === 0 ? schemaProblems(jsonSchema) : []),
      ...computed.problems,
      ...lookups.flatMap((lookup) => lookupProblems(lookup, jsonSchema, { connectors, computed: rest.computed })),
      ...indexProblems(indexed, jsonSchema),
      ...uiProblems(content.uiSchema, jsonSchema),
    ];
    if (problems.length > 0) return { published: null, problems };
    const order = computed.order.map(({ at, field, expression }) => ({ at, field, expression }));
    const shown = { jsonSchema: notToBeFilledIn(jsonSchema, order), uiSchema: withDetails(content.uiSchema, details) };
    return { published: { ...shown, computed: order, lookups, indexed, blocks }, problems };
  }

  /** @throws FormContentRefused */
  async compileSound(content: FormContent): Promise<PublishedContent> {
    const { published, problems } = await this.compile(content);
    if (!published) throw new FormContentRefused(problems);
    return published;
  }

  /** The version everybody gets, or the one that is named. */
  async #blocks(jsonSchema: Schema): Promise<Blocks> {
    const reader = await this.database.reader();
    const found = blockReferences(jsonSchema).map(async ({ ref, name, version }) => {
      const definition = await reader.findOneBy(FormDefinitionSchema, { id: name, kind: 'block' });
      const row = await reader.findOneBy(FormSchema, { name, version: version ?? definition?.stable ?? 0 });
      return definition && row ? ([[ref, formVersion(row)]] as const) : [];
    });
    return new Map((await Promise.all(found)).flat());
  }
}

function schemaProblems(jsonSchema: Schema): FormProblem[] {
  try {
    judgeBy(jsonSchema);
    return [];
  } catch (error) {
    if (error instanceof FormSchemaRefused) return [{ pointer: '/jsonSchema', message: error.message }];
    throw error;
  }
}

/** Screens show what is computed, and let nobody type it. */
function notToBeFilledIn(schema: Schema, computed: readonly ComputedField[]): Schema {
  return computed.reduce((done, { at, field }) => marked(done, [...at, field]), schema);
}

function marked(schema: Schema, path: readonly string[]): Schema {
  const [name, ...rest] = path;
  if (name === undefined) return { ...schema, readOnly: true };
  const properties = propertiesOf(schema);
  return { ...schema, properties: { ...properties, [name]: marked(properties[name]!, rest) } };
}
