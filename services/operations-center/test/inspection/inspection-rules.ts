/** Each phrase by its parts, with a gap between them where there is a `…`. */
export const phrases = (...texts: string[]) => texts.map((text) => ({ parts: text.split('…'), gap: 10 }));

const said = { severity: 'minor', kind: 'said' } as const;

/** A rule of every kind, and items of a scorecard that are answered by them. */
export const inspectionRules = (listId: string) => ({
  scope: { kinds: ['call', 'chat', 'ticket'] },
  phases: { opening: { turns: 1 }, closing: { turns: 1 } },
  rules: [
    { id: 'words', severity: 'fatal', kind: 'forbidden-words', list: listId },
    { id: 'secrets', severity: 'major', kind: 'secrets', secrets: ['phone', 'card'] },
    { id: 'greeting', ...said, kind: 'required-phrase', phase: 'opening', phrases: phrases('您好') },
    { id: 'call-back', ...said, phrases: phrases('给您回电'), promise: { withinMinutes: 60, keptBy: 'any' } },
    { id: 'angry', severity: 'hint', kind: 'emotion', emotion: 'anger' },
    {
      ...{ id: 'refund-days', severity: 'minor', kind: 'answer', asked: phrases('退款…多久') },
      facts: [{ name: 'days', phrases: phrases('7天', '七天') }],
    },
    { id: 'slow-answer', severity: 'hint', kind: 'limit', measure: 'response', atMost: 3 * 3_600_000 },
    {
      ...{ id: 'slow-reply', severity: 'minor', kind: 'combined' },
      when: 'facts.kind = "ticket" and facts.firstReplyMs > 1800000',
    },
  ],
  items: [
    { itemKey: 'polite', rules: ['words', 'greeting'] },
    { itemKey: 'discreet', rules: ['secrets'] },
  ],
});
