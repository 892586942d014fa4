import type { ProcessModel } from '#libs/process-engine/model';
import type { DefinitionRef } from '#libs/process-engine/reference';

/** What instances are made from. */
export abstract class Definitions {
  abstract model(ref: DefinitionRef): Promise<ProcessModel>;
  /** The version a new instance gets. */
  abstract choose(definition: string, businessKey: string, binding: 'latest' | number): Promise<DefinitionRef>;
}
