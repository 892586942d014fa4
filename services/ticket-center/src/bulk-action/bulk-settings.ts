/** `@Inject(BULK_SETTINGS) settings: Live<BulkSettings>`. */
export const BULK_SETTINGS = Symbol('bulk settings');
