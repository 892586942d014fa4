/** `@Inject(ATTACHMENT_RULES) rules: Live<AttachmentRules>`. */
export const ATTACHMENT_RULES = Symbol('attachment rules');
