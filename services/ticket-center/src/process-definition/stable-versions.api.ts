import type { DefinitionRef } from '#libs/process-engine/reference';
import type { ProcessModel } from '#libs/process-engine/model';

/**
 * Is told which version new instances get, in the transaction that changes it: events that start the process are watched for
 * with it, or not at all. A port, since processes in turn know definitions: see the module that implements it.
 */
export abstract class StableVersions {
  abstract use(ref: DefinitionRef, model: ProcessModel): Promise<void>;
}
