/** Learnt by `npm run train:emotion`; not to be changed by hand. */
export const ANGER_BIAS = -1.45;

/** Of each feature its weight, `|` between them. */
export const ANGER_WEIGHTS = `
again=1|blame=2.54|blamed=1.11|courtesy=-3.49|deceit=1.6|demand=0.93|enough=1.82|excuses=0.33|gram:a bit=-0.05|gram:a simple=0.1
gram:a=0.26|gram:about=0.12|gram:agents know=-0.15|gram:agents=-0.15|gram:all=-0.15|gram:am i=0.18|gram:am=0.24|gram:an=-0.11
gram:and i=0.13|gram:and it=-0.17|gram:and you still=0.13|gram:and you=0.14|gram:and=0.28|gram:angry=-0.05|gram:any=-0.11
gram:apology=0.18|gram:at=-0.12|gram:back=-0.12|gram:be=0.14|gram:because=0.17|gram:bit=-0.05|gram:but=-0.21|gram:by=0.08
gram:call me=0.05|gram:call=0.05|gram:can i=-0.05|gram:can=0.06|gram:charge=0.17|gram:check=-0.09|gram:could you=-0.15|gram:could=-0.15
gram:customer=0.16|gram:customers=0.18|gram:days and it=-0.17|gram:days and=-0.17|gram:days=-0.15|gram:do i have=0.06|gram:do i=0.05
gram:do you=-0.07|gram:do=0.09|gram:don't play games=0.11|gram:don't play=0.11|gram:don't=0.06|gram:done=-0.27|gram:email=-0.06
gram:ever=0.13|gram:every=0.25|gram:everyone=-0.21|gram:fault=0.16|gram:fee=0.1|gram:for a=0.12|gram:for this=0.09|gram:for=-0.14
gram:games=0.11|gram:get=0.3|gram:go=0.08|gram:going to=0.35|gram:going=0.35|gram:got=-0.22|gram:great=-0.19|gram:hard=0.16|gram:has=0.07
gram:have no=0.12|gram:have to=0.06|gram:have=0.16|gram:how hard=0.14|gram:how=0.1|gram:i am=0.06|gram:i don't=-0.25|gram:i have no=0.12
gram:i have to=0.06|gram:i have=0.17|gram:i never=-0.1|gram:i will=0.16|gram:i'd=-0.27|gram:i'll=-0.21|gram:i'm=-0.1|gram:i've=-0.14
gram:i=-0.18|gram:in the=0.21|gram:in=0.21|gram:is a=0.07|gram:is that=-0.13|gram:is the=-0.25|gram:is this=0.07|gram:is=0.15
gram:it took=-0.17|gram:it works=-0.12|gram:it's=0.13|gram:it=-0.31|gram:job=0.26|gram:joke=-0.23|gram:just=-0.05|gram:kind of=0.07
gram:kind=0.07|gram:know=-0.27|gram:lawyer=0.08|gram:like to=-0.05|gram:like=-0.07|gram:made=0.11|gram:makes=0.21|gram:me and=0.07
gram:me=0.54|gram:month=0.18|gram:more=-0.1|gram:my lawyer=0.08|gram:my=0.38|gram:myself=0.15|gram:never use=-0.08|gram:never=-0.1
gram:nice=-0.12|gram:no=0.06|gram:not=0.31|gram:nothing=0.05|gram:now=0.1|gram:of the=0.12|gram:of your=0.09|gram:of=0.22|gram:oh=-0.1
gram:on=0.13|gram:one=0.12|gram:order=-0.26|gram:out of=0.12|gram:out=0.12|gram:person=-0.12|gram:play games=0.11|gram:play=0.11
gram:please=-0.05|gram:processing=0.09|gram:return=-0.07|gram:right now=-0.2|gram:ruined=0.13|gram:said three days=-0.14
gram:said three=-0.14|gram:said=-0.14|gram:say=0.07|gram:simple=0.25|gram:so=0.39|gram:someone=0.09|gram:still processing=0.09
gram:still=0.08|gram:stop=-0.93|gram:such a=0.05|gram:such=0.05|gram:take your=0.18|gram:take=0.17|gram:tell me=0.07|gram:tell=0.05
gram:that's=-0.14|gram:that=-0.44|gram:the=-0.78|gram:there=0.07|gram:they=0.22|gram:thing=0.08|gram:think=-0.1|gram:this is=0.16
gram:this=0.74|gram:three days and=-0.17|gram:three days=-0.15|gram:three=-0.13|gram:time=0.1|gram:times=0.08|gram:to be=0.29
gram:to get=0.12|gram:to you=0.18|gram:to=0.37|gram:took=-0.17|gram:try=-0.1|gram:twice=0.05|gram:two=-0.18|gram:use you=0.14
gram:use=-0.12|gram:wait=-0.25|gram:want to=-0.3|gram:want=-0.09|gram:we=-0.06|gram:week=-0.15|gram:what=0.13|gram:when=0.07
gram:which=-0.07|gram:who is=0.05|gram:who=0.16|gram:why=-0.05|gram:will=0.23|gram:with a=0.12|gram:with me=-0.07|gram:with=0.06
gram:works=-0.12|gram:wrong=-0.12|gram:you charge=0.05|gram:you have=0.25|gram:you said three=-0.14|gram:you said=-0.14
gram:you still=0.13|gram:you tell me=-0.05|gram:you tell=-0.05|gram:you=0.63|gram:your agents know=-0.15|gram:your agents=-0.15
gram:your customers=0.18|gram:your=0.12|gram:一下=-0.55|gram:一个=0.32|gram:一点=0.12|gram:一遍=-0.17|gram:不专=-0.19|gram:不专业=-0.19|gram:不太=-0.09
gram:不好=-0.12|gram:不好意=-0.12|gram:不好意思=-0.12|gram:不是=-0.34|gram:不用=-0.11|gram:不能=0.74|gram:不要=0.08|gram:不错=-0.11|gram:专业=0.15
gram:专业的=0.14|gram:业的=0.14|gram:东西=0.08|gram:丢了=-0.12|gram:个月=0.05|gram:久了=0.11|gram:么办=-0.05|gram:么多=0.05|gram:么快=-0.17|gram:么时=-0.14
gram:也可=-0.35|gram:也可以=-0.35|gram:也没=-0.32|gram:了不=0.17|gram:了五=0.15|gram:了你=-0.31|gram:了你们=-0.31|gram:了吗=-0.31|gram:了好=-0.07
gram:了好几=-0.07|gram:了好几次=-0.07|gram:事的=0.27|gram:人接=-0.13|gram:人话=0.3|gram:什么时=-0.14|gram:付了=0.25|gram:们了=0.08|gram:们家=-0.35|gram:们的=0.1
gram:们经=0.05|gram:们经理=0.05|gram:们赔=0.12|gram:们这=0.09|gram:们领=0.14|gram:们领导=0.14|gram:你们=1.07|gram:你们了=0.08|gram:你们家=-0.35|gram:你们的=0.11
gram:你们经=0.05|gram:你们经理=0.05|gram:你们赔=0.12|gram:你们这=0.09|gram:你们领=0.14|gram:你们领导=0.14|gram:你好=-0.06|gram:你让=0.08|gram:你让我=0.08
gram:信用=0.16|gram:免费=-0.12|gram:公司=-0.16|gram:关门=-0.18|gram:凉了=0.16|gram:几次=-0.07|gram:几次电=-0.07|gram:几次电话=-0.07|gram:凭什=0.08
gram:凭什么=0.08|gram:出来=0.07|gram:别再=0.2|gram:到了=-0.18|gram:到底=-0.08|gram:办法=-0.05|gram:卡里=-0.15|gram:发了=0.26|gram:取消=0.15|gram:只能=0.08
gram:可以=-0.33|gram:哪里=-0.25|gram:地址=-0.31|gram:坑人=0.07|gram:垃圾=-0.41|gram:处理=0.3|gram:复了=0.18|gram:外卖=-0.15|gram:多少=-0.14|gram:天都=-0.21
gram:天都有=-0.21|gram:失望=-0.12|gram:好几=-0.07|gram:好几次=-0.07|gram:好几次电=-0.07|gram:好意=0.1|gram:好意思=0.1|gram:孩子=0.09|gram:客服=0.14|gram:家的=-0.19
gram:对不=-0.08|gram:小时=-0.21|gram:就不=0.18|gram:就是=-0.12|gram:已经=0.2|gram:帮我=-0.34|gram:得我=0.26|gram:快递=-0.14|gram:怎么=0.27|gram:想再=-0.17
gram:意思=0.13|gram:我一个=0.16|gram:我不=0.12|gram:我只=0.2|gram:我已=0.2|gram:我已经=0.2|gram:我想=-0.21|gram:我有=-0.21|gram:我的=0.27|gram:打了=-0.07
gram:打了好=-0.07|gram:打了好几=-0.07|gram:投诉=-0.09|gram:投诉你=-0.1|gram:投诉你们=-0.1|gram:换了=0.14|gram:是不=-0.05|gram:是不是=-0.08|gram:是什=-0.05
gram:是什么=-0.05|gram:是吧=-0.06|gram:是想=-0.12|gram:有人=0.07|gram:有什=-0.11|gram:有什么=-0.11|gram:有信=0.13|gram:有信用=0.13|gram:有没=-0.58
gram:有没有=-0.58|gram:有点=0.33|gram:来了=0.18|gram:样做=0.13|gram:次电=-0.07|gram:次电话=-0.07|gram:次电话都=-0.07|gram:没了=0.08|gram:没人=-0.13
gram:没人接=-0.13|gram:没到=0.13|gram:没有=-0.45|gram:没有人=0.16|gram:活动=-0.16|gram:现在=0.05|gram:电话=-0.24|gram:电话都=-0.05|gram:的东=0.07|gram:的东西=0.07
gram:的事=0.14|gram:的吗=0.1|gram:的钱=0.22|gram:的问=-0.18|gram:的问题=-0.18|gram:直是=0.15|gram:真不=0.07|gram:真够=0.14|gram:等得=0.18|gram:简直=0.15
gram:简直是=0.15|gram:经理=0.05|gram:给我=0.15|gram:给我一=0.16|gram:给我一个=0.16|gram:耽误=-0.11|gram:能不=0.74|gram:能不能=0.74|gram:让我=0.27|gram:诉你=-0.1
gram:诉你们=-0.1|gram:话都=-0.05|gram:说了=0.19|gram:说话=0.07|gram:请问=-0.1|gram:谢谢=-0.1|gram:跟你=0.15|gram:跟我=0.11|gram:还要=0.05|gram:这个=-0.18
gram:这么=-0.05|gram:这么快=-0.17|gram:这样=0.14|gram:这样做=0.13|gram:退个=0.39|gram:退到=-0.16|gram:遍了=0.27|gram:都是=-0.15|gram:都有=-0.31|gram:都没=0.17
gram:都没有=0.17|gram:酒店=-0.26|gram:重复=0.18|gram:重复了=0.18|gram:问题=-0.15|gram:领导=0.14|gram:马上=0.06|gram:麻烦=-0.14|harm=1.42|insult=2
leaving=1.29|letdown=1.3|marks=0.34|negated=0.9|neglect=1.43|own=-3.22|rage=1.5|rhetoric=1.35|several=1.87|threat=1.94|waiting=0.68
`;
