import { compile } from '#libs/process-engine/compile';
import type { ProcessModel } from '#libs/process-engine/model';

export interface Deployed {
  readonly models: readonly ProcessModel[];
  /** Why not. */
  readonly refused?: readonly string[];
}

const ENVIRONMENT = {
  connectors: new Set(['throw-error', 'wait-10-seconds', 'parallel-work', 'a', 'b', 'c']),
  calendars: new Set<string>(),
  forms: new Map<string, readonly string[]>(),
  targets: new Set<string>(),
  definitions: new Map(),
};

/** As the service does it. */
export async function deploy(bpmn: string): Promise<Deployed> {
  try {
    const { models, problems } = await compile({ bpmn, dmn: [] }, ENVIRONMENT);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { models };
    return { models, refused: errors.map(({ code, element, message }) => `${code} at ${element}: ${message}`) };
  } catch (error) {
    return { models: [], refused: [(error as Error).message] };
  }
}
