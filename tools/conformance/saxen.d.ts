declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', handler: (name: string, attributes: () => Record<string, string>) => void): this;
    on(event: 'closeTag', handler: () => void): this;
    on(event: 'text', handler: (text: string, decoded: (text: string) => string) => void): this;
    on(event: 'cdata', handler: (text: string) => void): this;
    parse(xml: string): void;
  }
}
