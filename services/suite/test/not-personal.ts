/** Routes that answer by no schema. */
export const WITHOUT_SCHEMA: ReadonlySet<string> = new Set<string>();

/** Fields that are called like personal data and are none, each with why. `<controller> <path>` or `<event type> <path>`. */
export const NOT_PERSONAL: readonly RegExp[] = [];
