/** Where short messages are posted to, as the environment says. */
export class SmsGateway {
  constructor(
    /** undefined: there is none. */
    readonly url: string | undefined,
    /** undefined: nothing is signed. */
    readonly secret: string | undefined,
    /** JSON; `{to}`, `{text}` and `{id}` in its texts are filled in. */
    readonly body: unknown,
  ) {}
}
