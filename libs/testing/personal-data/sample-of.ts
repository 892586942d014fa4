import type { z } from 'zod';
import { personalFields } from '#libs/personal-data/personal';
import { selfDeclaring } from '#libs/personal-data/self-declaring';

/** Personal data that no mask may let through. */
export const CANARY = 'canary 13800138000';

/** A value of the shape of a schema, with the canary in every field that is marked; what is optional is there. */
export function sampleOf(schema: z.core.$ZodType, deep = 0): unknown {
  if (personalFields.get(schema as z.ZodType)) return CANARY;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (deep > 12) return null;
  const within = (each: z.core.$ZodType) => sampleOf(each, deep + 1);
  switch (def.type) {
    case 'object':
      return {
        ...Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, within(field)])),
        ...whatItDeclares(schema),
      };
    case 'array':
      return [within(def.element)];
    case 'tuple':
      return def.items.map(within);
    case 'record':
      return { some: within(def.valueType) };
    case 'union':
      return within(def.options.find((option) => JSON.stringify(within(option)).includes(CANARY)) ?? def.options[0]!);
    case 'intersection':
      return { ...(within(def.left) as object), ...(within(def.right) as object) };
    case 'lazy':
      return within(def.getter());
    case 'pipe':
      return within(def.out);
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return within(def.innerType);
    default:
      return null;
  }
}

/** Once as a text and once as a number and a name, of which nothing is said. */
function whatItDeclares(schema: z.core.$ZodType): object {
  const declared = selfDeclaring.get(schema as z.ZodType);
  return declared ? { [declared.value]: { some: CANARY, '13800138000': 13_800_138_000 }, [declared.kinds]: {} } : {};
}
