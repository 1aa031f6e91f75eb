"""Who does what to whom in Chinese: attributes, acts side by side, what is undone or refused, sides without a name."""

from __future__ import annotations

import pytest

from stages.flat_helper import actors, records


@pytest.mark.parametrize(
    ("text", "trigger", "role", "who"),
    [
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
        # two arms of one army
        ("清军与荷军交战。次日，郑成功率水陆两军攻占厦门。", "攻占", "initiator", ["郑成功"]),
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
