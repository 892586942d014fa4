/** Stands in a record for a value that is kept beside it. */
export interface PayloadReference {
  /** Digest of the value as JSON, by a key of the tenant's: under it the instance's payload is found. */
  readonly $ref: string;
  /** Of the JSON, in UTF-8. */
  readonly bytes: number;
  /** How the JSON begins. */
  readonly preview: string;
}

export function isReference(value: unknown): value is PayloadReference {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$ref');
}
