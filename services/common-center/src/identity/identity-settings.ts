/** `@Inject(IDENTITY_SETTINGS) settings: Live<IdentitySettings>`. */
export const IDENTITY_SETTINGS = Symbol('identity settings');
