import type { Schema } from './schema-paths.js';

/** A control of a block shows it as the block says, unless the form says otherwise (JSON Forms, `options.detail`). */
export function withDetails(uiSchema: Schema, details: ReadonlyMap<string, Schema>): Schema {
  const { elements, scope, options } = uiSchema;
  if (Array.isArray(elements))
    return { ...uiSchema, elements: elements.map((each) => withDetails(each as Schema, details)) };
  const detail = typeof scope === 'string' ? details.get(scope) : undefined;
  if (detail === undefined || Object.keys(detail).length === 0) return uiSchema;
  return { ...uiSchema, options: { detail, ...(options as object | undefined) } };
}
