import type { ProcessModel } from '../model.js';

/** What is there besides the file that is to be deployed. */
export interface Environment {
  readonly connectors: ReadonlySet<string>;
  readonly calendars: ReadonlySet<string>;
  /** The fields of each form: the variables it sets. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** The names of the SLAs. */
  readonly targets: ReadonlySet<string>;
  /** The newest version of each definition, by its id. */
  readonly definitions: ReadonlyMap<string, { readonly version: number; readonly model: ProcessModel }>;
}
