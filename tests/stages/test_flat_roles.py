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
        # two arms of one army
        ("清军与荷军交战。次日，郑成功率水陆两军攻占厦门。", "攻占", "initiator", ["郑成功"]),
    ],
)
def test_who_plays_which_part(text: str, trigger: str, role: str, who: list[str]) -> None:
    [record] = [r for r in records(text) if r.trigger.text == trigger]
    assert actors(record, role) == who


def test_a_noun_that_is_told_again_and_again_is_a_side() -> None:
    text = (
        "1948年9月，解放军进攻国军。国军退守锦州，解放军围攻国军。解放军轰击国军阵地，国军反击解放军。"
        "10月15日，解放军占领锦州，张大山被俘。"
    )
    found = {r.trigger.text: r for r in records(text)}
    assert actors(found["占领"], "target") == ["国军"]
    assert actors(found["被俘"], "initiator") == ["解放军"]
