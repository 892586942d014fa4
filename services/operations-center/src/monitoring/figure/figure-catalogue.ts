import { domainError } from '#libs/kernel/domain-error';
import { OUTCOME_DEFINITIONS } from '../outcomes/outcome-definitions.js';
import { AGENT_DEFINITIONS } from './agent-definitions.js';
import { CONTACT_DEFINITIONS } from './contact-definitions.js';
import type { FigureDefinition, FigureWindow, MonitorScopeKind } from './figure-definition.js';
import { INTERFACE_DEFINITIONS } from './interface-definitions.js';
import { OTHER_DEFINITIONS } from './other-definitions.js';
import { SERVICE_LEVEL_DEFINITIONS } from './service-level-definitions.js';

export class NoSuchFigure extends domainError('figure-not-defined', 'not-found') {}
export class FigureNotOfThat extends domainError('figure-not-of-that', 'invalid') {}
/** Who keeps what it counts does not say. */
export class SourceSilent extends domainError('figure-source-silent', 'conflict') {}

/** Every number there is, in order. */
export const DEFINITIONS: readonly FigureDefinition[] = [
  ...SERVICE_LEVEL_DEFINITIONS,
  ...CONTACT_DEFINITIONS,
  ...AGENT_DEFINITIONS,
  ...OUTCOME_DEFINITIONS,
  ...INTERFACE_DEFINITIONS,
  ...OTHER_DEFINITIONS,
];
const byKey = new Map(DEFINITIONS.map((definition) => [definition.key, definition]));

/** @throws NoSuchFigure */
export function figureNamed(key: string): FigureDefinition {
  const definition = byKey.get(key);
  if (!definition) throw new NoSuchFigure('There is no figure of this name.', { key });
  return definition;
}

export interface Asked {
  readonly key: string;
  readonly kind: MonitorScopeKind;
  readonly window: FigureWindow;
}

/** @throws NoSuchFigure, FigureNotOfThat: it is not counted for such a scope, or not in such a window */
export function checkAsked({ key, kind, window }: Asked): FigureDefinition {
  const { scopes, windows, ...definition } = figureNamed(key);
  if (!scopes.includes(kind)) throw new FigureNotOfThat(`${key} is not counted of a ${kind}.`, { key, kind });
  if (!windows.includes(window)) throw new FigureNotOfThat(`${key} has no ${window}.`, { key, window });
  return { scopes, windows, ...definition };
}
