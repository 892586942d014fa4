import type { Turn } from '#libs/quality-rules/transcript/turn';
import type { Language } from '../dialogues.js';
import { phrases, said, turnsOf, type Conduct, type Scene } from './scene.js';

interface Knowledge {
  readonly asked: readonly string[];
  readonly notAsked: readonly string[];
  /** Says how long, says what it costs; in several words each. */
  readonly days: readonly string[];
  readonly fee: readonly string[];
  readonly alike: readonly string[];
  readonly wrong: readonly string[];
  readonly phrases: {
    readonly asked: string[];
    readonly days: string[];
    readonly fee: string[];
    readonly wrong: string[];
  };
}

const WITHIN_TURNS = 2;

const RETURNS: Readonly<Record<Language, Knowledge>> = {
  chinese: {
    asked: ['退货要怎么办理', '我想退货，怎么弄', '退貨怎麼辦理呢', '想问下退 货怎么操作'],
    notAsked: ['我不想退换，就看看', '退休人员怎么买票', '你们的货怎么样'],
    days: ['签收后七天内都可以退', '7天内可以退', '７天内支持退', '七日之内可退'],
    fee: ['运费由我们承担', '运费我们来出', '我们承担来回运费', '免运费'],
    alike: ['这个要看情况', '七个工作日发货', '运输很快', '我们承担责任'],
    wrong: ['运费要您自己出', '运费由您承担', '三十天内都能退'],
    phrases: {
      asked: ['退货…怎么', '怎么…退货'],
      days: ['七天内…退', '7天内…退', '七日之内…退'],
      fee: ['运费…我们', '我们…运费', '免运费'],
      wrong: ['运费…您自己', '运费由您', '三十天内…退'],
    },
  },
  english: {
    asked: ['How do I return an item?', 'how can I RETURN this order', 'What do I have to do to return it?'],
    notAsked: ['When does my husband return home?', 'I will be returning as a customer.', 'How are you?'],
    days: [
      'You can return it within 30 days.',
      'Returns are taken for thirty days.',
      'There are 30 days to return it.',
    ],
    fee: ['We cover the shipping.', 'Shipping is free for returns.', 'The return shipping is on us.'],
    alike: ['That depends.', 'It ships in 30 minutes.', 'We cover many cities.', 'Days are long.'],
    wrong: ['You have to pay the shipping.', 'You pay for shipping.', 'You have 90 days to return it.'],
    phrases: {
      asked: ['how do i…return', 'how can i…return', 'what do i have to do to…return'],
      days: ['30 days', 'thirty days'],
      fee: ['we cover the shipping', 'shipping is free', 'shipping is on us'],
      wrong: ['pay the shipping', 'pay for shipping', '90 days'],
    },
  },
};
const OF_ITSELF = /退货|退貨|运费|怎么|how (do|can) i|what do i have to|shipping|\b\d+ days|thirty days/giu;

/** Who asks how to return something is told how long they may, and who pays, in the agent's next two turns, and nothing wrong. */
export function answer(language: Language): Conduct {
  const known = RETURNS[language];
  const [days, fee, wrong, alike] = [known.days, known.fee, known.wrong, known.alike];
  const facts = (['days', 'fee'] as const).map((name) => ({ name, phrases: phrases(...known.phrases[name]) }));
  return {
    id: 'answer',
    rules: [
      {
        ...({ id: 'answer', severity: 'major', kind: 'answer', withinTurns: WITHIN_TURNS, facts } as const),
        asked: phrases(...known.phrases.asked),
        contradictions: phrases(...known.phrases.wrong),
      },
    ],
    cleared: (turns) => turns.map((turn) => ({ ...turn, text: turn.text.replaceAll(OF_ITSELF, '') })),
    breaks: [
      told(known.asked, [], []),
      told(known.asked, [days], []),
      told(known.asked, [alike], [fee]),
      told(known.asked, [days, wrong], [fee]),
      told(known.asked, [days], [alike], [fee]),
    ],
    keeps: [
      told(known.asked, [days, fee], []),
      told(known.asked, [fee], [days]),
      told(known.asked, [alike], [days, fee]),
      told(known.notAsked, [alike], []),
      told(known.notAsked, [wrong], []),
    ],
  };
}

/** The customer says one of the texts, and the agent's turns after that have one of each of their lists. */
function told(asked: readonly string[], ...answers: readonly (readonly (readonly string[])[])[]): Scene {
  return (turns, dice) => {
    const questions = turnsOf(turns, 'customer').filter((at) => agentsAfter(turns, at).length > WITHIN_TURNS);
    const at = dice.oneOf(questions);
    const after = agentsAfter(turns, at);
    return answers.reduce(
      (all, lists, index) => lists.reduce((each, texts) => said(each, after[index]!, dice.oneOf(texts)), all),
      said(turns, at, dice.oneOf(asked)),
    );
  };
}

function agentsAfter(turns: readonly Turn[], at: number): number[] {
  return turnsOf(turns, 'agent').filter((index) => index > at);
}
