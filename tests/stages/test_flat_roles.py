"""Who does what to whom in Chinese: attributes, acts side by side, what is undone or refused, sides without a name."""

from __future__ import annotations

import pytest

from stages.flat_helper import actors, records


@pytest.mark.parametrize(
    ("text", "trigger", "role", "who"),
    [
        # "将其" behind an adverb of one character; both of a fight told just before; an explained name
        ("俄军和罗马尼亚军队围困普列文，终将其攻陷。", "攻陷", "initiator", ["俄军", "罗马尼亚军队"]),
        ("俄军伏击塔利班，双方激战三天。", "激战", "party", ["双方", "双方"]),
        ("苏丹武装部队（以下简称军方）围攻喀土穆。", "围攻", "initiator", ["苏丹武装部队"]),
        # several acts have one object
        ("军警拘捕、拷打和杀害平民。", "拘捕", "target", ["平民"]),
        # those of a clause that only describes, and those of an act told before, do not go on
        ("与英国结盟的葡萄牙军队击退法军。", "击退", "initiator", ["葡萄牙军队"]),
        ("第三集团军与德军激战一日后撤回基辅。", "撤回", "initiator", ["第三集团军"]),
        ("被俄军占领的赫尔松市民上街抗议。", "上街抗议", "initiator", ["赫尔松市民"]),
        ("法军解救被叛军扣押的人质。", "解救", "target", ["人质"]),
        ("法军处决了投降的叛军。", "处决", "target", ["叛军"]),
        ("德军占领该市，围攻北郊的英军。", "围攻", "target", ["英军"]),
        ("叛军杀死英国军官后进军德里。", "进军", "initiator", ["叛军"]),
        ("警方逮捕了涉嫌策划袭击的男子。", "袭击", "initiator", ["男子"]),
        ("法军包围了拒绝投降的叛军，随后攻占该镇。", "攻占", "initiator", ["法军"]),
        # what is put an end to is not done by those who end it
        ("英军解除了围困。", "围困", "initiator", []),
        # what is told to have been refused
        ("法国要求英国撤军，遭到拒绝。", "遭到拒绝", "initiator", ["英国"]),
        ("法国要求英国撤军，遭到拒绝。", "遭到拒绝", "target", ["法国"]),
        # whose act a noun tells
        ("马里军摆脱了叛军的追击。", "追击", "initiator", ["叛军"]),
        # nameless men are sent and do not send; planes of a body are the body
        ("法国增派五千名士兵。", "增派", "initiator", ["法国"]),
        ("北约战机轰炸基辅。", "轰炸", "initiator", ["北约"]),
        # whom a blow from afar hit
        ("叛军炮击市场，造成12名平民死亡。", "炮击", "target", ["平民"]),
        # who mediates as the next clause says
        ("英国与阿根廷代表会谈，由联合国主持。", "会谈", "mediator", ["联合国"]),
        # the state whose land is entered
        ("伊拉克军队攻入科威特。", "攻入", "target", ["科威特"]),
        # who is sent acts, and goes on; but a ruler who sends his army acts himself
        ("曹操遣夏侯渊率军攻打凉州，斩杀宋建。", "攻打", "initiator", ["夏侯渊"]),
        ("曹操遣夏侯渊率军攻打凉州，斩杀宋建。", "斩杀", "initiator", ["夏侯渊"]),
        ("俄国要求芬军后撤。", "后撤", "initiator", ["芬军"]),
        # who is put in office, by whom, and that he goes on
        ("朱元璋命徐达为大将军，率军北伐。", "为", "target", ["徐达"]),
        ("朱元璋命徐达为大将军，率军北伐。", "为", "initiator", ["朱元璋"]),
        # states side by side, by their short forms and in a list of armies
        ("英法宣布制裁伊拉克。", "制裁", "initiator", ["英", "法"]),
        ("英法军队进攻索姆河。", "进攻", "initiator", ["英", "法军队"]),
        ("埃及、约旦和叙利亚军队进攻以色列。", "进攻", "initiator", ["埃及", "约旦", "叙利亚军队"]),
        ("马里、乍得和尼日尔三国签署宪章。", "签署", "party", ["马里", "乍得", "尼日尔"]),
        # to whom land is given
        ("清廷把澎湖割让给日本。", "割让给", "target", ["日本"]),
        ("苏联要求芬兰割让汉科半岛。", "割让", "target", ["苏联"]),
        # the unit of a commander alone, by his title, and beside another in a list
        ("沃克将军的第8集团军追击敌军。", "追击", "initiator", ["第8集团军"]),
        ("阿部规秀所率独立混成第2旅团撤退。", "撤退", "initiator", ["独立混成第2旅团"]),
        ("第三军与沃克的第8集团军进攻平壤。", "进攻", "initiator", ["第三军", "第8集团军"]),
        ("日本联合舰队的驱逐舰偷袭旅顺口。", "偷袭", "initiator", ["日本联合舰队"]),
        # what only describes a noun behind a marker
        ("法军运输机向受困于奠边府的守军空投弹药。", "空投弹药", "initiator", ["法军"]),
        ("法军向试图逃离的平民开枪。", "开枪", "target", ["平民"]),
        ("法军控制了与西班牙的边界。", "控制", "target", []),
        ("朱泚在逃往吐蕃途中为部将所杀。", "所杀", "target", ["朱泚"]),
        # for whom something is done, and by whom
        ("巴特中校率第37战车营为守军解围。", "解围", "initiator", ["巴特", "第37战车营"]),
        ("空军在联军支援下为守军提供弹药。", "提供弹药", "initiator", ["空军"]),
        # who was once in an army; who only backs another; what a noun is left of
        ("曾在德军中服役的法军士兵回到瓦萨。", "回到", "initiator", ["法军"]),
        ("法军与英国支持的俄军激战。", "激战", "party", ["法军", "俄军"]),
        ("联军推进，战机轰炸公路上的德军纵队。", "轰炸", "target", ["德军"]),
        # the army that a head of state orders
        ("法国总统杜邦下令出兵。", "出兵", "initiator", ["杜邦"]),
        ("日军遭英军迂回包围。", "迂回包围", "initiator", ["英军"]),
        # to where somebody is sent; whose forces a head of state speaks of
        ("美国向韩国增派航母。", "增派", "initiator", ["美国"]),
        ("法国总统杜邦宣布收复凡尔登。", "收复", "initiator", ["杜邦"]),
        # those who help and mediate
        ("叛军在学生的接应下攻占南昌。", "攻占", "supporter", ["学生"]),
        ("中国人民志愿军协助朝鲜人民军夺回平壤。", "夺回", "supporter", ["中国人民志愿军"]),
        ("英国与阿根廷代表会谈，由联合国居间斡旋。", "会谈", "mediator", ["联合国"]),
        # what describes a noun behind a marker
        ("警方向投掷石块的示威者开枪。", "投掷石块", "initiator", ["示威者"]),
        ("叛军与赶来的军警对峙两天后释放人质。", "释放", "initiator", ["叛军"]),
        ("由美国训练的叛军在猪湾登陆。", "登陆", "initiator", ["叛军"]),
        # a noun that is no actor known asks, and not whom the clause before was about
        ("法军进攻，土邦大君向英国求援。", "求援", "initiator", []),
        # a war by the name of its state is no act of that state
        ("苏丹内战爆发后，英国派兵。", "派兵", "initiator", ["英国"]),
        # to a noun before the marker it is done, not to whom the clause before was about
        ("英军撤退，大批村庄被法军焚毁。", "焚毁", "target", []),
        # the dead of an act are not whom the story goes on with
        ("一名枪手开枪，造成20名信徒死亡，随后被警方击毙。", "击毙", "target", ["枪手"]),
        # who held people lets them go; whom a raid from near hit; of whom it was asked
        ("贝戈维奇总统遭俄军扣押，次日获释。", "获释", "initiator", ["俄军"]),
        ("叛军袭击该村，杀害平民百余人。", "袭击", "target", ["平民"]),
        ("法国提议停火，遭英国拒绝。", "提议", "target", ["英国"]),
        # acts of state go on behind what was announced
        ("苏联宣布废除条约，次日又与南斯拉夫断交。", "断交", "initiator", ["苏联"]),
        ("普京下令在四州戒严。", "戒严", "initiator", ["普京"]),
        # a rising that is put down
        ("红军镇压水兵起义。", "起义", "initiator", ["水兵"]),
        # a state before people of it, or before a name in marks, only says whose they are
        ("肯尼亚数千名医生在内罗毕游行，要求政府加薪。", "游行", "initiator", ["医生"]),
        ("法国800名士兵在乍得登陆。", "登陆", "initiator", ["法国"]),
        ("哥倫比亞「民族解放軍」炸毀了一座橋樑。", "炸毀", "initiator", ["民族解放軍"]),
        ("中非共和国反政府武装伏击了一支车队。", "伏击", "initiator", ["中非共和国反政府武装"]),
        # a time between a state and what it does then
        ("巴基斯坦空袭了坎大哈，阿富汗次日用火炮还击。", "空袭", "initiator", ["巴基斯坦"]),
        ("军方说，朝鲜今晨向东海发射一枚导弹。", "发射", "initiator", ["朝鲜"]),
        # an armed group by its name behind the noun for it; a force behind the people that it is of
        ("乌干达反政府武装“民主同盟军”袭击了一所学校。", "袭击", "initiator", ["民主同盟军"]),
        ("游击队“桑多瓦尔纵队”伏击了政府军。", "伏击", "initiator", ["游击队“桑多瓦尔纵队”"]),
        # two joined by a title, by kin, by marks
        ("士兵扣押了内图和外长桑托斯。", "扣押", "target", ["内图", "桑托斯"]),
        ("政府与“塞雷卡”联盟签署停火协议。", "停火协议", "party", ["政府", "塞雷卡"]),
        # whose kin or men somebody is, he is not
        ("警方逮捕了本巴的妻子。", "逮捕", "target", []),
        # those who are described act, and not those who trained or rule them
        ("忠于“基地”组织的青年党袭击了酒店。", "袭击", "initiator", ["青年党"]),
        ("法国训练的马里军在加奥登陆。", "登陆", "initiator", ["马里军"]),
        ("民兵在叙军包围下的难民营屠杀平民。", "包围", "initiator", ["叙军"]),
        # whose deed it is said to have been, and not the speaker's
        ("警方认为绑架是塔利班所为。", "绑架", "initiator", ["塔利班"]),
        ("当局怀疑爆炸系某团伙所为。", "爆炸", "initiator", []),
        # what follows on a capture is done by those who took him; two acts behind one marker
        ("市長被游擊隊擄走，次日遭槍決。", "遭槍決", "initiator", ["游擊隊"]),
        ("总统多伊被叛军俘虏并处死。", "处死", "target", ["多伊"]),
        ("总统多伊被叛军俘虏并处死。", "处死", "initiator", ["叛军"]),
        ("叛军占领了电台，并以此为据点炮击机场。", "炮击", "initiator", ["叛军"]),
        # who was killed is not who did it; who denies it is not the dead
        ("英国政府否认英军在巴士拉的行动造成平民死亡。", "死亡", "target", ["平民"]),
        # at whom they shot whom a clause describes, and not the speaker
        ("警察向参加集会的市民开枪，打死五人。", "开枪", "target", ["市民"]),
        # those before whose house it happened did not do it; a unit is no house
        ("法国大使馆门前发生爆炸。", "爆炸", "initiator", []),
        ("第二伞兵营进攻卡昂。", "进攻", "initiator", ["第二伞兵营"]),
        # who has others let go; who supports by a day; who asked
        ("埃及促成哈马斯释放三名人质。", "释放", "mediator", ["埃及"]),
        ("乍得军队在法国空军支援下于3日收复法亚。", "收复", "supporter", ["法国空军"]),
        ("法国应乍得政府的请求发起军事行动。", "军事行动", "initiator", ["法国"]),
        # whom somebody beat in a battle of a name
        ("英军在克雷西会战中击败法军。", "会战", "party", ["英军", "法军"]),
        ("秦将白起在长平大破赵军。", "大破", "party", ["白起", "赵军"]),
        # who brought down what others sent
        ("乌克兰空军通报说，俄军发射83架无人机，其中66架被击落。", "被击落", "initiator", ["乌克兰空军"]),
        # the object behind what is done, and not a noun of which the clause tells
        ("清军入关，于山海关击败李自成的大顺军。", "击败", "party", ["清军", "大顺军"]),
        ("士兵把村民带走，随后将其中43人枪决。", "枪决", "initiator", ["士兵"]),
        # two acts behind one marker
        ("欧盟抗议，萨拉热窝同日爆发枪战。", "爆发枪战", "party", []),
        # somebody by whose brother he is; a ship by its name and kind
        ("总统阿萨德的弟弟马希尔·阿萨德围攻德拉。", "围攻", "initiator", ["马希尔·阿萨德"]),
        ("英国“皇家方舟号”航空母舰被德国潜艇击沉。", "击沉", "target", ["“皇家方舟号”航空母舰"]),
        # who declares what he does himself; whom it cost, and who is no side of a fight
        ("阿根廷宣布占领南乔治亚岛。", "占领", "initiator", ["阿根廷"]),
        ("阿富汗冲突造成120名平民死亡。", "冲突", "party", []),
        # those at whom the police fired are the dead of the next clause; somebody by the group that he is of
        ("警方开枪镇压，17名示威者死亡。", "开枪", "target", ["示威者"]),
        ("阿布沙耶夫成员萨瓦贾安被军方击毙。", "击毙", "target", ["萨瓦贾安"]),
        # the latter, behind who is accused of killing people; forces win no office
        ("苏丹军队指控快速支援部队杀害平民，后者予以否认。", "予以否认", "initiator", ["后者"]),
        # two arms of one army
        ("清军与荷军交战。次日，郑成功率水陆两军攻占厦门。", "攻占", "initiator", ["郑成功"]),
        # people by what they do for a living, and those with a post
        ("叛军打死三名承包商。", "打死", "target", ["承包商"]),
        ("叛軍槍殺兩名教官。", "槍殺", "target", ["教官"]),
        ("勘探队在山口遇袭。", "遇袭", "target", ["勘探队"]),
        ("警方逮捕了四名嫌疑人。", "逮捕", "target", ["嫌疑人"]),
        ("市民起事，遭缪拉元帅残酷镇压。", "镇压", "initiator", ["缪拉"]),
    ],
)
def test_who_plays_which_part(text: str, trigger: str, role: str, who: list[str]) -> None:
    [record] = [r for r in records(text) if r.trigger.text == trigger]
    assert actors(record, role) == who


@pytest.mark.parametrize(
    ("text", "trigger", "role", "names"),
    [
        # whom a pronoun behind "with" means; whom "both" means; whom a pronoun before a verb means
        ("政府军攻入县城，叛军与之激战三日。", "激战", "party", ["叛军", "政府军"]),
        ("英军逼近喀布尔。法国与奥地利交恶，双方在布拉格交战。", "交战", "party", ["法国政府", "奥地利政府"]),
        ("游击队绑架了三名传教士，一个月后将其释放。", "释放", "target", ["传教士"]),
    ],
)
def test_whom_words_that_point_back_mean(text: str, trigger: str, role: str, names: list[str]) -> None:
    [record] = [r for r in records(text) if r.trigger.text == trigger]
    assert [p.actor.name for p in record.participants if p.role == role] == names


def test_a_noun_that_is_told_again_and_again_is_a_side() -> None:
    text = (
        "1948年9月，解放军进攻国军。国军退守锦州，解放军围攻国军。解放军轰击国军阵地，国军反击解放军。"
        "10月15日，解放军占领锦州，张大山被俘。"
    )
    found = {r.trigger.text: r for r in records(text)}
    assert actors(found["占领"], "target") == ["国军"]
    assert actors(found["被俘"], "initiator") == ["解放军"]


def test_the_sides_that_the_introduction_names_fight_each_other() -> None:
    text = "这场内战是1931年护国军与奉军之间的武装冲突。护国军攻占徐州，奉军撤离。奉军进攻济南。3月，护国军强攻青岛。"
    found = {r.trigger.text: r for r in records(text)}
    assert [p.actor.name for p in found["强攻"].participants if p.role == "target"] == ["奉军"]


def test_a_unit_of_a_state_that_is_no_more_is_on_its_side() -> None:
    text = "1939年，苏军进攻芬军，芬军击退苏军。苏军炮击芬军。芬军撤退，芬军反攻。苏军第7集团军强攻维堡。"
    found = {r.trigger.text: r for r in records(text)}
    assert actors(found["强攻"], "target") == ["芬军"]


def test_what_was_announced_holds_no_clause_behind_after() -> None:
    [record] = [r for r in records("协议公布后，示威者冲入政府大楼。") if r.trigger.text == "冲入"]
    assert record.assertion.status == "asserted"
