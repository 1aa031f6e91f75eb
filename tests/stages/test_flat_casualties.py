"""Chinese losses: number and word of loss, side, who counted, and the event that carries them."""

from __future__ import annotations

import pytest

from stages.flat_helper import records


def figures(text: str) -> list[tuple[object, ...]]:
    return [
        (c.kind, c.low, c.best, c.high, c.victims and c.victims.name, c.claimed_by and c.claimed_by.name)
        for r in records(text)
        for c in r.casualties
    ]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        # the number before the word, and behind it
        ("激战中83人阵亡。", [("killed", 83, 83, 83, None, None)]),
        ("法军进攻，阵亡83人。", [("killed", 83, 83, 83, "法军", None)]),
        (
            "袭击造成17人死亡，49人受伤。",
            [("killed", 17, 17, 17, None, None), ("injured", 49, 49, 49, None, None)],
        ),
        ("空袭造成1,200多人丧生。", [("killed", 1200, 1200, None, None, None)]),
        # how many
        ("爆炸造成至少20名平民遇难。", [("killed", 20, 20, None, "平民", None)]),
        ("爆炸造成约40人死亡。", [("killed", 40, 40, 40, None, None)]),
        ("爆炸造成近40人死亡。", [("killed", None, 40, 40, None, None)]),
        ("爆炸造成数十人死亡。", [("killed", 24, 24, None, None, None)]),
        ("爆炸造成上百人死亡。", [("killed", 100, 100, None, None, None)]),
        ("爆炸造成50至60人死亡。", [("killed", 50, 50, 60, None, None)]),
        ("战斗中三万余人阵亡。", [("killed", 30000, 30000, None, None, None)]),
        ("战斗中两万五千人阵亡。", [("killed", 25000, 25000, 25000, None, None)]),
        ("撤军完成，没有损失一兵一卒。", [("killed", 0, 0, 0, None, None)]),
        # whose
        ("政府军袭击营地，打死武装分子15人。", [("killed", 15, 15, 15, "武装分子", None)]),
        ("政府军袭击营地，打死15名武装分子。", [("killed", 15, 15, 15, "武装分子", None)]),
        (
            "交火中13名乍得军及65名武装分子阵亡。",
            [("killed", 13, 13, 13, "乍得军", None), ("killed", 65, 65, 65, "武装分子", None)],
        ),
        ("法军被清军击退，17人阵亡。", [("killed", 17, 17, 17, "法军", None)]),
        # who counted
        ("俄国防部称，空袭击毙乌军约130人。", [("killed", 130, 130, 130, "乌军", "俄罗斯国防部")]),
        ("据联合国统计，冲突已造成3000人死亡。", [("killed", 3000, 3000, 3000, None, "联合国")]),
        # what brings it about is no part of the number
        ("炮弹落入该镇，造成五人受伤。", [("injured", 5, 5, 5, None, None)]),
        # the passive of any act against people
        ("该镇数百名村民遭屠杀。", [("killed", 200, 200, None, "村民", None)]),
        ("奉天会战后，俄军三万余人成为俘虏。", [("captured", 30000, 30000, None, "俄军", None)]),
        # the soldiers that a state loses are its army
        ("日军登陆，激战后日军撤离，日方117人战死。", [("killed", 117, 117, 117, "日军", None)]),
        # one figure goes on counting those of the other
        (
            "交战中80名难民丧生，另有300人受伤。",
            [("killed", 80, 80, 80, "难民", None), ("injured", 300, 300, 300, "难民", None)],
        ),
        (
            "激战中，英方战死50人、负伤80人。",
            [("killed", 50, 50, 50, "英国政府", None), ("injured", 80, 80, 80, "英国政府", None)],
        ),
        # a clause that leaves the word out
        (
            "激战中法军阵亡200人，英军仅30人。",
            [("killed", 200, 200, 200, "法军", None), ("killed", 30, 30, 30, "英军", None)],
        ),
        # nameless soldiers are of the army that tells of them, or that was struck
        ("叛军袭击营地，法军承认10名士兵阵亡。", [("killed", 10, 10, 10, "法军", "法军")]),
        ("塔利班袭击英军营地，打死12人。", [("killed", 12, 12, 12, "英军", None)]),
        (
            "军方说，击毙武装分子20余人，自身3人牺牲。",
            [("killed", 20, 20, None, "武装分子", "军方"), ("killed", 3, 3, 3, "军方", "军方")],
        ),
        # compact headlines
        (
            "政府军与叛军交火致6死12伤。",
            [("killed", 6, 6, 6, None, None), ("injured", 12, 12, 12, None, None)],
        ),
        # done to those counted before the word
        ("叛军攻占医院，将200名战俘处决。", [("killed", 200, 200, 200, None, None)]),
        # the wounded are no loss here
        ("叛军攻占医院，带走30名伤员。", [("abducted", 30, 30, 30, None, None)]),
        # soldiers who leave are not displaced
        ("首批2000名军人撤离该镇。", []),
        # other kinds
        ("叛军绑架了20名学生。", [("abducted", 20, 20, 20, "学生", None)]),
        ("政府军攻占营地，俘虏8人。", [("captured", 8, 8, 8, None, None)]),
        ("战斗使300万人流离失所。", [("displaced", 3000000, 3000000, 3000000, None, None)]),
        # no figure of loss: both kinds at once, a rank, things
        ("会战中法军伤亡300人。", []),
        ("他是交火中第三名阵亡的军人。", []),
        ("空袭摧毁坦克26辆。", []),
    ],
)
def test_figures_of_loss(text: str, losses: list[tuple[object, ...]]) -> None:
    assert figures(text) == [
        (kind, low, best, high, victims if victims != "法军" else "法军", by)
        for kind, low, best, high, victims, by in losses
    ]


def test_a_figure_in_a_sentence_of_its_own_belongs_to_the_fight_before() -> None:
    [attack] = records("法军进攻山西。法军阵亡83人。")
    assert attack.event_type == "attack" and [c.best for c in attack.casualties] == [83]
