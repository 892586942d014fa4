/** What is done with words by who is angry, and by who is not; how much each speaks for it or against it is learnt. */
export const ANGER_SIGNS = [
  'rage',
  'blame',
  'insult',
  'deceit',
  'threat',
  'leaving',
  'enough',
  'neglect',
  'again',
  'waiting',
  'demand',
  'rhetoric',
  'excuses',
  'letdown',
  'harm',
  'courtesy',
  'own',
] as const;
export type AngerSign = (typeof ANGER_SIGNS)[number];

/** Words by sign, in Chinese and English, `|` between them. Made by hand. */
export const ANGER_WORDS: Readonly<Record<AngerSign, string>> = {
  rage:
    '生气|气死|气炸|气坏|气疯|气得|气人|气愤|愤怒|恼火|恼怒|发火|火大|火冒三丈|冒火|怒火|怒了|来气|窝火|上火|抓狂|崩溃|逼疯|烦死|烦透|烦人|无语|郁闷死|不爽|憋屈|心寒|' +
    'angry|anger|furious|fuming|livid|enraged|outraged|outrageous|infuriating|infuriated|mad|pissed|annoyed|annoying|irritated|irritating|frustrated|frustrating|' +
    'boiling|makes me sick|losing my patience|lost my patience|lose my patience|losing my mind|out of patience|patience is|beyond frustrated|extremely unhappy|very unhappy|upset|' +
    '火都上来|冒烟|手都抖|发抖|气得我|真气人|好气|很生气|来火|烦不烦|很烦|好烦|真烦|烦死了|闹心|糟心|想骂人|骂人|受气|急疯|要疯了|疯了|' +
    'blood boil|boiling mad|so angry|really angry|so frustrating|so annoying|driving me insane|out of my mind|calm down|fuming mad|seething|exasperated|irate|hate this|hate you|hate your|cross with',
  blame:
    '态度差|态度恶劣|态度极差|什么态度|这态度|什么服务|这种服务|这服务|破服务|烂服务|服务太差|服务真差|服务这么差|效率太低|效率低|效率真低|效率也太低|不负责|没责任心|不专业|太差|极差|真差|好差|差劲|很烂|太烂|真烂|烂透|烂得|糟糕|糟透|不像话|太离谱|离谱|太扯|扯淡|荒唐|岂有此理|莫名其妙|什么玩意|什么东西|过分|太不|不讲理|不可理喻|差评|一塌糊涂|' +
    'worst|terrible|horrible|awful|dreadful|appalling|atrocious|disgusting|disgusted|disgraceful|disgrace|pathetic|ridiculous|absurd|unacceptable|unprofessional|incompetent|incompetence|' +
    'rude|careless|lousy|useless|shameful|shame on|joke|a joke|nonsense|garbage|trash|rubbish|crap|hopeless|poor service|terrible service|such service|this service|mess|zero stars|' +
    '无能|办不好|做不好|开不明白|都不懂|一问三不知|没责任|责任心|专业的样子|丢人|丢不丢人|丢脸|没素质|没诚意|没信用|一点信用|态度有问题|垃圾服务|很差劲|差到|摆设|形同虚设|笑话|开什么玩笑|太差劲|不合格|不靠谱|太坑|太慢了吧|太离谱了|无法无天|不公平|欺软怕硬|' +
    'shameful|embarrassing|embarrassed|amateurs|amateur|inexcusable|inept|laughable|broken promise|broken promises|poor excuse|waste|junk|piece of|worthless|out of hand|beyond|insane|insanity|nothing works|never works|cant even|can’t even|don’t even|doesn’t even|know nothing|knows nothing|without asking|dishonest|irresponsible|disrespect|disrespectful|no respect',
  insult:
    '垃圾|混蛋|王八|他妈|妈的|tmd|滚蛋|有病|神经病|脑子|废物|饭桶|吃干饭|猪|瞎了|无耻|不要脸|缺德|黑心|没良心|良心|恶心|奸商|流氓|土匪|强盗|破公司|破平台|破东西|破玩意|烂公司|倒霉|' +
    'idiots|idiot|stupid|morons|moron|clowns|clueless|crooks|thieves|liars|liar|damn|bullshit|wtf|hell|screw you|bloody|brainless|lazy|greedy|shameless|' +
    '白痴|蠢|笨|傻子|傻逼|脑残|饭都|瞎眼|瞎了眼|眼睛长|听不懂人话|说人话|人话|畜生|放屁|屁|遭报应|报应|两面三刀|缩头|蛇鼠|卑鄙|下三滥|黑店|呸|' +
    'with a brain|no brain|half a brain|dumb|fools|jerks|jerk|a bunch of|clown show|parasites|cowards|morons|junk company|trash company|scum|sharks|vultures|bin',
  deceit:
    '骗|骗子|骗人|骗钱|欺骗|忽悠|糊弄|坑人|坑爹|坑钱|坑我|被坑|太坑|真坑|耍我|耍人|玩我|逗我|欺负|霸王|宰客|乱收费|乱扣|偷偷扣|虚假|说话不算|言而无信|出尔反尔|睁眼说瞎话|敲诈|抢钱|当傻子|当猴耍|' +
    'lie to|lied|lying|scam|scammed|scammers|fraud|ripped off|rip off|ripoff|robbery|robbed|robbing|stealing|stole|stolen from|cheated|cheating|cheat|deceived|misled|fooled|fooling|tricked|dishonest|take me for|' +
    'you said|you told me|you promised|promised me|' +
    '套路|假货|蒙谁|糊弄谁|糊弄鬼|明抢|抢劫|宰|不认账|不认人|翻脸|赖账|耍赖|偷偷摸摸|擅自|未经|不明不白|莫名扣|乱扣费|猫腻|虚假宣传|撒谎|说谎|谎话|全不算数|算不算数|当初说|当猴|故意|' +
    'fake|false advertising|bait and switch|hidden fees|secretly|dishonestly|a word you say|your word|playing games|games with me|ripping|rip people|robbing me|swindled|con artists|behind my back|on purpose|your promises|you promise|promises',
  threat:
    '投诉你|要投诉|去投诉|会投诉|投诉到底|投诉到|举报你|要举报|去举报|告你们|起诉|法院|法庭|律师|12315|消协|消费者协会|工商|媒体|曝光|记者|发到网上|微博|朋友圈|抖音|走着瞧|没完|后果|追究|讨说法|等着|不会放过|' +
    'sue|lawyer|attorney|court|legal action|small claims|better business bureau|bbb|chargeback|report you|reporting you|complaint against|file a complaint against|news|press|media|tell everyone|everyone know|' +
    'social media|twitter|review|consumer protection|ombudsman|you will hear|or else|regret|' +
    '消费者权益|权益|监管|律师函|告到|告你|报警|拉横幅|曝光|说出来|大家千万|千万别|别怪我|不客气|不挂电话|不走了|等着瞧|投诉投诉|工号|你的工号|' +
    'authorities|police|expose you|stay away|everyone should|dispute|disputing|reverse the charge|reversing the charge|I will report|going to report|won’t leave|trading standards|press charges|your name|ceo|everybody',
  leaving:
    '再也不|以后不会|永远不|不会再|这辈子|谁还敢|谁还会|拉黑|卸载|销户|退会员|换一家|不用了你们|倒闭|早晚|迟早|活该|关门|' +
    'never again|never buy|never shop|never order|never use|never coming back|never deal|last time|taking my business|switching to|cancel everything|losing a customer|lost a customer|out of business|close my account|deserve|' +
    '绝对不用|不伺候|不用你们|注销|完蛋|谁会用|谁爱用|换人|不会来了|再也|白说|浪费口舌|说不通|' +
    'never use you|never again|for good|every customer|put someone else|someone else on|get me someone|last order|cancel my account|done here|no choice|nobody does business',
  enough:
    '够了|受够|忍够|忍无可忍|忍不了|没法忍|忍很久|受不了|忍耐|到极限|没耐心|欺人太甚|没完没了|哪有这样|哪有这种|从没见过|没见过这么|头一回见|头一次见|第一次见|这么多年|' +
    'had enough|have had it|had it with|enough is enough|enough of|fed up|sick of|sick and tired|tired of|done with|cannot believe|can’t believe|cant believe|unbelievable|of all|never seen|never been|never in my life|in my life|' +
    '忍耐|有限度|是个头|有完没完|没完|等得够久|够久了|受不了你们|哪有|还有没有天理|天理|王法|无语|服了|真服了|够可以|' +
    'no more|out of line|fed up with|I’m done|I am done|im done|give me a break|enough already|beyond words|unreal|at this point|of my life|one more day|long enough|supposed to|am I supposed|had it up',
  neglect:
    '没人管|没人理|没有人管|没有人理|没一个人|没一个|没有一个|没人接|没人处理|没人负责|没人回|没人解决|不理人|不理我|不管|不管了|不回|不接|管不管|不闻不问|推来推去|踢皮球|推卸|推脱|敷衍|应付|打发|转来转去|拖拖拉拉|拖着|一拖再拖|一直拖|爱答不理|装死|装聋|装傻|挂我电话|挂断|' +
    'nobody cares|no one cares|nobody helps|no one helps|nobody answers|no one answers|nobody called|no one called|nobody has|no one has|nobody is|not one person|ignored|ignoring|ignore|hung up|hang up|hangs up|passed around|bounced|transferred me|run around|runaround|' +
    'brushed off|brush me|stonewalling|dont care|do not care|don’t care|couldn’t care|no response|no reply|not listening|aren’t listening|doing nothing|done nothing|does nothing|did nothing|' +
    '没动静|动静没有|一点动静|石沉大海|耳边风|人影|消息都没有|一点消息|没消息|没反应|没下文|不了了之|推三阻四|一推再推|推得|磨磨蹭蹭|慢悠悠|只会道歉|光会道歉|没放在眼里|放在眼里|当回事|不当回事|没有一个人|没有人给|有没有人|有没有在听|在听|接不通|答非所问|不解决|处理个|拖延|拖了|拖|没用|一句有用|' +
    'don’t care|don’t even care|doesn’t care|gives a damn|picked up|cut me off|brushing me|passing me|sending me around|in circles|get rid of me|to a wall|never showed up|no show|not listening to|are you listening|listen to me|ever listen|care about|heard nothing|heard absolutely nothing|nothing gets|absolutely nothing|do nothing|dumped|threw my',
  again:
    '又|又是|又来|再三|每次都|每回都|三番五次|一次又一次|一遍又一遍|一天又一天|第三次|第四次|第五次|第几次|多少次|多少遍|几次了|好几次|几遍|好几遍|多少回|八百遍|一百遍|反反复复|反复|总是|老是|天天|一直|来回|' +
    'again|again and again|over and over|third time|fourth time|fifth time|tenth time|how many times|every time|every single|each time|keep|keeps|kept|still|same thing|once more|five times|three times|four times|twice|repeatedly|always|' +
    '催了|几回|第几回|五遍|四遍|三遍|五次|二十次|老这样|老是这样|又出|又扣|又弄|又来|又断|又要|变三次|从头讲|从头|讲一遍|' +
    'wrong again|five times already|already told|already said|already sent|how many more|once is|three times is|the whole story|from scratch|every agent|three agents|time after time|yet again|another week|another fee|each agent',
  waiting:
    '等了|等多久|等到什么时候|还要等|还要多久|还没|还不|还没有|迟迟|半天|半个月|一个月了|几个月|太慢|这么慢|慢死|拖到|猴年马月|什么时候才|至今|到现在|浪费时间|浪费我|白等|耽误|' +
    'waiting|waited|wait|forever|for hours|hours|for weeks|for days|weeks|all day|entire day|whole day|how long|how much longer|taking so long|late|overdue|waste of time|wasting my time|wasted|waste my|still no|still not|still have not|still haven’t|still hasn’t|' +
    '一个星期|一个星期了|两个月|三天了|半个多月|一整天|四十分钟|两小时还|黄花菜|乌龟|还在处理|还要我|拖到现在|拖着不|老半天|久|' +
    'long enough|two weeks|a month|for a month|three weeks|two hours|hours late|weeks late|on hold|expect me to wait|still processing|finally',
  demand:
    '马上给我|立刻|立马|赶紧|赶快|给个说法|给个交代|必须给|今天必须|现在就|叫你们|让你们|你们领导|你们经理|你们老板|找你们|管事的|负责人|退钱|还我钱|赔钱|把钱|赔偿|给我退|给我一个|' +
    'right now|immediately|this instant|fix this|fix it|do your job|do something|give me my|give it back|money back|my money|want my|I demand|demand|get me|put me|your manager|your supervisor|your boss|someone competent|straight answer|explain yourself|not asking|' +
    '给我退|退还是不退|要退就退|准话|给我个|换人|叫你们领导|领导来|出来说话|我要找|我只要我的|我要的是|我要解决|把钱退|马上退|必须|最好给我|别像|' +
    'a supervisor|a manager now|put a human|a human on|yes or no|get it done|I want results|I want this|I want one now|let me talk|your ceo|answer me|answer the question|I refuse|I expect|results|already',
  rhetoric:
    '到底|凭什么|为什么不|怎么还|怎么回事|怎么搞|怎么办事|怎么做事|搞什么|什么意思|有没有|还有没有|难道|是不是|还想|还让不让|还要我|你们是|你们就|你们还|合着|敢情|什么情况|算什么|有什么用|干什么吃|好意思|谁给你|拿我当|当我|呵呵|真行|真厉害|可真是|还真是|' +
    'are you kidding|are you serious|seriously|you must be|is this how|is this what|what kind of|what is wrong with|what’s wrong with|whats wrong with|how dare|how hard|how difficult|how can you|how could you|how is this|who do you|what am I paying|why should I|why do I|why can’t|why is it|do you even|do you people|did you even|does anyone|can’t you|what exactly|what on earth|oh great|just great|great job|nice job|wonderful job|thanks for nothing|bravo|congratulations|' +
    '怎么可能|谁同意|谁允许|谁的错|我的错|怎么这么难|这么难|要你们干嘛|干嘛的|会不会|懂不懂|听不懂|凭啥|是吗|是吧|是死的|你让我|你告诉我|叫什么|算怎么回事|试试|信不信|好欺负|就你们|也配|也敢|还敢|居然|竟然|亏你们|真可以|真会|倒挺|哪次|谁会|' +
    'give me a break|you call this|you call that|and you call|who is going to|who gave you|why on earth|how on earth|yeah right|do you think|you think I|you think you|so hard to|what a surprise|brilliant|fantastic job|typical|is that even|are you even|how is that|how is it|so it’s my|my fault now|the nerve|what happened to|what are you doing|what are they|who am I',
  excuses:
    '别跟我|别给我|少跟我|少来|少废话|别废话|废话|借口|理由|抱歉有|道歉有|对不起有|说抱歉|只会说|就会说|光会说|官话|套话|客套|别再|不想听|不要再|机器人|复读机|念稿|' +
    'excuse|excuses|stop|stop telling me|stop saying|stop giving|don’t tell me|dont tell me|do not tell me|don’t give me|spare me|save your|save it|your apology|apologies|sorry is|sorry does|scripted|script|copy and paste|robot|don’t want to hear|heard that|empty promises|lip service|' +
    '念稿|稿子|别跟|少拿|拿规定|按规定|这句话|这种话|别找|那么多借口|对不起|一句对不起|一句抱歉|连声|稍等|别说|不接受|像个机器人|像机器人|都跟你说|跟你说了|' +
    'from your script|corporate talk|like a robot|don’t give me that|all you do|to be patient|telling me to|say sorry|not even an apology|take your apology|voucher|coupon|coupons|don’t accept',
  letdown:
    '说好|答应|承诺|明明|失望|太失望|寒心|不满|不满意|后悔|上当|被你们|你们这|你们这种|这种公司|这种平台|就这|就这样对|这样对待|这样对|对待|' +
    'disappointed|disappointing|disappointment|let down|regret|dissatisfied|unhappy|not happy|insulted|insulting|insult|treated|treat customers|treat people|the way you|you people|your company|your people|your staff|you guys|loyal customer|trusted you|trust you|believed you|unfair|policy|' +
    '太让人|让人失望|全不算|老客户|这么对|就这么|这种质量|这种商家|这种态度|对得起|当什么|客户当|不满意|衣食父母|没见过你们|' +
    'how you treat|this is how you|treat your customers|loyalty|so disappointed|respect your customers|treated so badly|no wonder|your attitude|the attitude|your agents|your agent|your so called|are ripping',
  harm:
    '害我|害得|坏了|毁了|弄坏|弄丢|丢了|搞错|弄错|发错|送错|白花|损失|谁来赔|谁赔|耽误|泡汤|' +
    'ruined|ruin|cost me|because of you|thanks to you|your fault|your mistake|messed up|screwed up|broken|destroyed|missed|lost my|overcharged|charged me|charged twice|double charged|wrong|' +
    '赔得起|损失你们|你们赔|搅黄|都是你们|你们害|白跑|泡汤|坏成|摔坏|碎的|划痕|扔地上|受损|泄露|' +
    'for nothing|ruined my|pay for your|pay for my|screwed|my losses|took my money|took money|you broke|you sent me|eats my|in the rain|cost me my|because of your',
  courtesy:
    '请问|麻烦|谢谢|感谢|不好意思|没关系|没事|不用|理解|慢慢|不急|不着急|好吗|可以吗|能不能|想问|打扰|辛苦|哈哈|开玩笑|有点|' +
    'please|thanks|thank you|could you|can you|would you|may I|appreciate|no worries|no problem|no rush|no hurry|not a problem|take your time|it’s fine|all good|haha|I understand|just curious|just checking|just in case|I’d like|I would like|happy|' +
    '挺好|不错|真快|很快|很好|喜欢|好吃|太好了|谢啦|可以理解|没问题|方便|推荐|请|怎么走|怎么办理|怎么改|想问下|吗，谢谢|笑|有没有优惠|不用道歉|不怪|小事|弄错|自己|我记性|忘了|忘记|好的|可惜|是不是缺货|' +
    'lovely|love it|excited|well done|excellent|kind of you|nice|wonderful quality|fun|beautiful|amazing|is it|is this|do you have|do you|how do I|can I|could I|may I|should I|is there|are there|what is|which one|how long does|please call|let me know|would it be|I’ll try|let me look|sorry|my mistake|accident|forgot|appreciate it|when can|how can I',
  own:
    '我自己|我弄错|我填错|我记错|点错了|填错了|是我没|不怪你|跟你们没关系|可能是|好像|我朋友|朋友说|孩子|同事|' +
    'my own fault|my fault|my mistake|I forgot|I lost|I gave you|silly me|I misread|not your fault|my brother|my friend|my kids|my son|my dog|the movie|that movie|the film|weather|gift|yesterday|' +
    '我老公|我老板|邻居|老婆|我妈|我爸|那部|电影|天气|堵车|下雨|航班|景点|餐馆|酒店|密码|听说|玩笑|' +
    'my wife|my husband|my mother|joke made|train|flight|film|book|stomach|my lawyer needs|the store|the shop|courier|just confirming|for my notes|mattress|store',
};
