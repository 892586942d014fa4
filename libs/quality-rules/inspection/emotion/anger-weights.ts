/** Learnt by `npm run train:emotion`; not to be changed by hand. */
export const ANGER_BIAS = -1.42;

/** Of each feature its weight, `|` between them. */
export const ANGER_WEIGHTS = `
again=0.94|alphabetic=-0.23|blame=2.48|blamed=1.13|courtesy=-3.47|deceit=1.52|demand=1.06|enough=2.26|excuses=0.15|gram:a bit=-0.05
gram:a simple=0.11|gram:a=0.21|gram:about=0.11|gram:agents know=-0.16|gram:agents=-0.16|gram:all=-0.15|gram:am i=0.15|gram:am=0.2
gram:an=-0.12|gram:and i=0.11|gram:and it=-0.17|gram:and you still=0.14|gram:and you=0.15|gram:and=0.23|gram:angry=-0.05|gram:any=-0.11
gram:apology=0.17|gram:at=-0.13|gram:back=-0.13|gram:be=0.28|gram:because=0.16|gram:bit=-0.05|gram:but=-0.21|gram:by=0.05
gram:call me=0.06|gram:call=0.05|gram:can i=-0.06|gram:can't=0.05|gram:charge=0.17|gram:check=-0.1|gram:could you=-0.16|gram:could=-0.17
gram:customer=0.15|gram:customers=0.17|gram:days and it=-0.17|gram:days and=-0.17|gram:days=-0.15|gram:do i have=0.07|gram:do i=0.05
gram:do you=-0.08|gram:do=0.08|gram:don't play games=0.1|gram:don't play=0.1|gram:done=-0.22|gram:email=-0.1|gram:ever=0.14
gram:every=0.25|gram:everyone=-0.22|gram:fault=0.15|gram:fee=0.1|gram:for a=0.1|gram:for this=0.08|gram:for=-0.19|gram:games=0.1
gram:get=0.28|gram:go=0.07|gram:going to=0.34|gram:going=0.34|gram:got=-0.23|gram:great=-0.19|gram:hard=0.14|gram:has=0.06
gram:have no=0.12|gram:have to=0.07|gram:have=0.13|gram:how hard=0.12|gram:how=0.08|gram:i don't=-0.26|gram:i have no=0.12
gram:i have to=0.07|gram:i have=0.16|gram:i never=-0.1|gram:i will=0.17|gram:i'd=-0.28|gram:i'll=-0.23|gram:i'm=-0.06|gram:i've=-0.14
gram:i=-0.27|gram:in the=0.17|gram:in=0.32|gram:is that=-0.12|gram:is the=-0.26|gram:is this=0.06|gram:is=0.09|gram:it took=-0.16
gram:it works=-0.11|gram:it's=0.13|gram:it=-0.36|gram:job=0.24|gram:joke=-0.22|gram:just=-0.05|gram:kind of=0.06|gram:kind=0.06
gram:know=-0.28|gram:lawyer=0.05|gram:let me=-0.05|gram:let=-0.05|gram:like to=-0.06|gram:like=-0.08|gram:made=0.12|gram:makes=0.19
gram:me and=0.07|gram:me=0.52|gram:month=0.13|gram:more=-0.11|gram:my lawyer=0.05|gram:my=0.48|gram:myself=0.14|gram:never use=-0.09
gram:never=-0.12|gram:nice=-0.13|gram:not=0.29|gram:of the=0.11|gram:of your=0.06|gram:of=0.35|gram:oh=-0.11|gram:on=0.12|gram:one=0.26
gram:order=-0.27|gram:out of=0.11|gram:out=0.11|gram:person=-0.12|gram:play games=0.1|gram:play=0.1|gram:please=-0.06|gram:return=-0.07
gram:right now=-0.23|gram:right=-0.06|gram:ruined=0.11|gram:said three days=-0.15|gram:said three=-0.15|gram:said=-0.15|gram:say=0.08
gram:simple=0.24|gram:so=0.36|gram:someone=0.08|gram:stop=-0.95|gram:such a=0.05|gram:such=0.05|gram:take your=0.17|gram:take=0.17
gram:tell me=0.08|gram:tell=0.05|gram:that's=-0.15|gram:that=-0.47|gram:the=-0.85|gram:there=0.05|gram:they=0.19|gram:thing=0.09
gram:think=-0.1|gram:this is=0.16|gram:this=0.69|gram:three days and=-0.17|gram:three days=-0.15|gram:three=-0.14|gram:time=0.07
gram:times=0.08|gram:to be=0.26|gram:to get=0.11|gram:to you=0.16|gram:to=0.42|gram:took=-0.16|gram:try=-0.11|gram:two=-0.19
gram:use you=0.13|gram:use=-0.13|gram:wait=-0.3|gram:want to=-0.29|gram:want=-0.13|gram:we=-0.06|gram:week=-0.15|gram:well=-0.05
gram:what=0.09|gram:when=0.06|gram:which=-0.08|gram:who is=0.05|gram:who=0.14|gram:will=0.21|gram:with a=0.12|gram:with me=-0.06
gram:with=0.05|gram:works=-0.11|gram:wrong=-0.12|gram:you have=0.23|gram:you said three=-0.15|gram:you said=-0.15|gram:you still=0.14
gram:you tell me=-0.05|gram:you tell=-0.05|gram:you=0.53|gram:your agents know=-0.16|gram:your agents=-0.16|gram:your customers=0.17
gram:your=0.22|gram:一下=-0.53|gram:一个=0.32|gram:一点=0.13|gram:一遍=-0.19|gram:不专=-0.2|gram:不专业=-0.2|gram:不太=-0.08|gram:不是=-0.31|gram:不用=-0.12
gram:不能=0.73|gram:不要=0.08|gram:不错=-0.12|gram:专业=0.14|gram:专业的=0.12|gram:业的=0.12|gram:东西=0.08|gram:丢了=-0.15|gram:个月=0.05|gram:久了=0.06
gram:么办=-0.05|gram:么快=-0.16|gram:么时=-0.13|gram:也可=-0.24|gram:也可以=-0.24|gram:也没=-0.32|gram:了不=0.18|gram:了五=0.15|gram:了你=-0.32
gram:了你们=-0.32|gram:了吗=-0.32|gram:了好=-0.07|gram:了好几=-0.07|gram:了好几次=-0.07|gram:事的=0.25|gram:人接=-0.13|gram:人话=0.31|gram:什么时=-0.13
gram:付了=0.26|gram:们了=0.08|gram:们家=-0.36|gram:们的=0.1|gram:们赔=0.11|gram:们这=0.09|gram:们领=0.13|gram:们领导=0.13|gram:你们=1.15|gram:你们了=0.08
gram:你们家=-0.36|gram:你们的=0.1|gram:你们赔=0.11|gram:你们这=0.09|gram:你们领=0.13|gram:你们领导=0.13|gram:你好=-0.06|gram:你让=0.08|gram:你让我=0.08|gram:信用=0.13
gram:免费=-0.12|gram:公司=-0.16|gram:关门=-0.2|gram:凉了=0.13|gram:几次电=-0.07|gram:几次电话=-0.07|gram:凭什=0.1|gram:凭什么=0.1|gram:出来=0.05|gram:别再=0.21
gram:到了=-0.17|gram:到底=-0.08|gram:办法=-0.05|gram:卡里=-0.16|gram:发了=0.26|gram:取消=0.14|gram:只能=0.08|gram:可以=-0.26|gram:哪里=-0.25|gram:地址=-0.32
gram:坑人=0.08|gram:垃圾=-0.42|gram:处理=0.28|gram:复了=0.19|gram:外卖=-0.19|gram:多少=-0.13|gram:天都=-0.22|gram:天都有=-0.22|gram:失望=-0.11|gram:好几=-0.07
gram:好几次=-0.07|gram:好几次电=-0.07|gram:好意=0.18|gram:好意思=0.18|gram:孩子=0.09|gram:客服=0.15|gram:家的=-0.2|gram:对不=-0.07|gram:小时=-0.2|gram:就不=0.19
gram:就是=-0.12|gram:已经=0.21|gram:帮我=-0.35|gram:得我=0.27|gram:快递=-0.15|gram:怎么=0.29|gram:想再=-0.16|gram:意思=0.21|gram:我一个=0.17|gram:我不=0.1
gram:我只=0.17|gram:我已=0.21|gram:我已经=0.21|gram:我想=-0.21|gram:我有=-0.2|gram:我的=0.23|gram:打了=-0.07|gram:打了好=-0.07|gram:打了好几=-0.07|gram:投诉=-0.09
gram:投诉你=-0.1|gram:投诉你们=-0.1|gram:换了=0.14|gram:是不=-0.06|gram:是不是=-0.08|gram:是什=-0.05|gram:是什么=-0.05|gram:是吧=-0.06|gram:是想=-0.12
gram:有人=0.05|gram:有什=-0.11|gram:有什么=-0.11|gram:有信=0.11|gram:有信用=0.11|gram:有没=-0.57|gram:有没有=-0.57|gram:有点=0.33|gram:来了=0.18|gram:样做=0.11
gram:次电=-0.07|gram:次电话=-0.07|gram:次电话都=-0.07|gram:没了=0.08|gram:没人=-0.13|gram:没人接=-0.13|gram:没到=0.08|gram:没有=-0.45|gram:没有人=0.17
gram:活动=-0.16|gram:电话=-0.25|gram:电话都=-0.05|gram:的东=0.08|gram:的东西=0.08|gram:的事=0.23|gram:的吗=0.09|gram:的钱=0.24|gram:的问=-0.21|gram:的问题=-0.21
gram:直是=0.14|gram:真不=0.08|gram:真够=0.09|gram:等得=0.18|gram:简直=0.14|gram:简直是=0.14|gram:给我=0.15|gram:给我一=0.16|gram:给我一个=0.17|gram:耽误=0.12
gram:能不=0.73|gram:能不能=0.73|gram:要我=0.16|gram:让我=0.28|gram:诉你=-0.1|gram:诉你们=-0.1|gram:话都=-0.05|gram:说了=0.2|gram:说话=0.06|gram:请问=-0.1
gram:谢谢=-0.11|gram:跟你=0.16|gram:跟我=0.1|gram:还要=0.22|gram:这个=-0.18|gram:这么快=-0.16|gram:这样=0.11|gram:这样做=0.11|gram:退个=0.4|gram:退到=-0.17
gram:遍了=0.27|gram:都是=-0.14|gram:都有=-0.33|gram:都没=0.16|gram:都没有=0.16|gram:酒店=-0.24|gram:重复=0.19|gram:重复了=0.19|gram:问题=-0.18|gram:领导=0.12
gram:麻烦=-0.16|harm=1.43|insult=1.91|leaving=1.42|letdown=1.18|marks=0.31|negated=0.76|neglect=1.36|own=-3.27|rage=1.45|rhetoric=1.23
several=2.06|threat=1.86|waiting=0.89
`;
