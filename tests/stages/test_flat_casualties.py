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
        # joined figures share the word before or behind them
        (
            "爆炸造成13名美军和约170名阿富汗人死亡。",
            [("killed", 13, 13, 13, "美军", None), ("killed", 170, 170, 170, "阿富汗人", None)],
        ),
        (
            "炮击炸死一名妇女和一名男子。",
            [("killed", 1, 1, 1, "妇女", None), ("killed", 1, 1, 1, "男子", None)],
        ),
        (
            "激战中，英军和法军分别阵亡10人和5人。",
            [("killed", 10, 10, 10, "英军", None), ("killed", 5, 5, 5, "法军", None)],
        ),
        # a list of names is counted by the figure behind it, and one person is not all of them
        ("军方救出女议员、三名美国人等15名人质。", [("released", 15, 15, 15, "人质", None)]),
        ("神父索拉等十余人被劫为人质。", [("abducted", 10, 10, None, None, None)]),
        # a word of loss that only says who was counted, and how many they are by now
        ("炮弹击中教堂，119名避难平民丧生。", [("killed", 119, 119, 119, "平民", None)]),
        ("逃离该城的民众已达数万。", [("displaced", 20000, 20000, None, "民众", None)]),
        # those whom others drove out
        (
            "法军驱赶村民，八十余万人逃往马里。",
            [("displaced", 800000, 800000, None, "村民", None)],
        ),
        # the enemy is whom the clause before was against; with whom one fights is not who fell
        ("英军击溃叛军，杀敌六万。", [("killed", 60000, 60000, 60000, "叛军", None)]),
        ("巡逻队与叛军激战，13名队员阵亡。", [("killed", 13, 13, 13, "巡逻队", None)]),
        # soldiers whose loss a ministry admits are of its army
        (
            "俄军进攻受挫，俄国防部证实两名上校阵亡。",
            [("killed", 2, 2, 2, "俄军", "俄罗斯国防部")],
        ),
        # a people without a name of its own
        ("约二十万塞族人流离失所。", [("displaced", 200000, 200000, 200000, None, None)]),
        # without a word that counts people, and in words
        ("叛军夜袭兵营，打死守军三百。", [("killed", 300, 300, 300, "守军", None)]),
        (
            "爆炸造成3人死亡，另有数十人受伤。",
            [("killed", 3, 3, 3, None, None), ("injured", 24, 24, None, None, None)],
        ),
        ("客机被击落，机上九人无一生还。", [("killed", 9, 9, 9, None, None)]),
        # a sentence is no death
        ("军方逮捕四十余人，其中三人被判处死刑。", [("captured", 40, 40, None, None, None)]),
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


def test_the_dead_belong_to_the_fight_and_not_to_the_taking_of_the_place() -> None:
    fight, taken = records("民兵围攻该城，鏖战七个月后收复全城，阵亡700余人。")[-2:]
    assert [c.best for c in fight.casualties] == [700] and not taken.casualties


def test_the_sum_of_a_war_belongs_to_no_fight() -> None:
    found = records("这场持续五个月的战事中，逾900名武装分子被打死，士兵阵亡165人。")
    assert [(r.event_type, [c.best for c in r.casualties]) for r in found] == [
        ("killing", [900]),
        ("killing", [165]),
    ]
