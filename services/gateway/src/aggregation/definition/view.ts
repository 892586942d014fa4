import { createHash } from 'node:crypto';
import { stepsOf, type Steps } from './json-pointer.js';
import { Projection } from './projection.js';
import type {
  ChangedBy,
  Field,
  Parameter,
  PartDefinition,
  ViewDefinition,
} from '#libs/contracts/settings/gateway-views';
import { isReference, needsOf } from './view-graph.js';

/** Where a value comes from. */
export interface Source {
  readonly from: string;
  readonly steps: Steps;
}

export type Asked = readonly (readonly [name: string, value: string | number | boolean | Source])[];

export interface Part {
  readonly name: string;
  readonly definition: PartDefinition;
  readonly needs: readonly string[];
  readonly parameters: Asked;
  readonly body: Asked | undefined;
  readonly changedBy: readonly (Source & Pick<ChangedBy, 'events'>)[];
  readonly projection: Projection;
  /** Parts that choose the same fields have the same. */
  readonly projectionKey: string;
}

/** A definition made ready to run. */
export interface View {
  readonly definition: ViewDefinition;
  /** Another one whenever the definition is. */
  readonly version: string;
  readonly parts: readonly Part[];
  readonly weight: number;
}

export function viewOf(definition: ViewDefinition): View {
  const parts = Object.entries(definition.parts).map(([name, part]) => partOf(name, part));
  const weight = definition.weight ?? 1 + parts.length;
  return { definition, version: digest(JSON.stringify(definition)), parts, weight };
}

/** Short, and different for whatever differs. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

export function pointerOf(field: Field): string {
  return typeof field === 'string' ? field : field.at;
}

function partOf(name: string, definition: PartDefinition): Part {
  const { parameters, body, changedBy, fields } = definition;
  const pointers = fields?.map(pointerOf);
  return {
    name,
    definition,
    needs: needsOf(definition),
    parameters: askedBy(parameters),
    body: body && askedBy(body),
    changedBy: changedBy.map(({ from, at, events }) => ({ from, steps: stepsOf(at), events })),
    projection: new Projection(pointers?.map(stepsOf)),
    projectionKey: pointers?.toSorted().join(' ') ?? '',
  };
}

function askedBy(parameters: Readonly<Record<string, Parameter>>): Asked {
  return Object.entries(parameters).map(([name, value]) => [
    name,
    isReference(value) ? { from: value.from, steps: stepsOf(value.at) } : value,
  ]);
}
