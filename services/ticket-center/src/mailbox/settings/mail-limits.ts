/** `@Inject(MAIL_LIMITS) limits: Live<MailLimits>`. */
export const MAIL_LIMITS = Symbol('mail limits');
