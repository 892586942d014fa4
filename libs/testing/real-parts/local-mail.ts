import { request } from 'undici';
import { createTransport } from 'nodemailer';
import { ports } from '../../../deploy/local/parts.mjs';
import { realPart } from './real-parts.js';

export interface MailAccount {
  readonly address: string;
  readonly password: string;
}

/** The real mail server of `npm run real -- up`, with accounts of its own for one spec file. */
export class LocalMail {
  readonly #domain = `${crypto.randomUUID().slice(0, 8)}.example`;
  readonly #accounts: MailAccount[] = [];
  readonly #transport = createTransport({ host: this.host, port: this.smtpPort, ignoreTLS: true });

  get host(): string {
    return realPart('mail').host;
  }

  get smtpPort(): number {
    return realPart('mail').port;
  }

  get smtpsPort(): number {
    return ports.smtps;
  }

  get imapPort(): number {
    return ports.imap;
  }

  /** The address is also the name to log in by. */
  async account(name: string): Promise<MailAccount> {
    const address = `${name}@${this.#domain}`;
    const account = { address, password: crypto.randomUUID() };
    this.#accounts.push(account);
    await this.#call('POST', '/api/user', { email: address, login: address, password: account.password });
    return account;
  }

  /** The sources of what lies in a folder, oldest first. */
  async messages({ address }: MailAccount, folder = 'INBOX'): Promise<string[]> {
    const answer = await this.#call('GET', `/api/user/${encodeURIComponent(address)}/messages/${folder}`);
    return (answer as { mimeMessage: string }[]).map(({ mimeMessage }) => mimeMessage);
  }

  /** Delivers a source as it is. */
  async deliver(to: MailAccount, source: string | Buffer, from = `somebody@${this.#domain}`): Promise<void> {
    await this.#transport.sendMail({ envelope: { from, to: [to.address] }, raw: source });
  }

  /** Removes its accounts and their mail. */
  async dispose(): Promise<void> {
    this.#transport.close();
    for (const { address } of this.#accounts) await this.#call('DELETE', `/api/user/${encodeURIComponent(address)}`);
  }

  async #call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const answer = await request(`http://${this.host}:${ports.mailApi}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`the mail server's API answers ${answer.statusCode} to ${method}`);
    return JSON.parse(text || 'null');
  }
}
