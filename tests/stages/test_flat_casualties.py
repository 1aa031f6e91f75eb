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
        # a bound before the act; an attribute is no word of loss; a list whose members stand before their figures
        ("政府军炮击营地，至少打死37名平民。", [("killed", 37, 37, None, "平民", None)]),
        ("叛军释放了扣押的21名人质。", [("released", 21, 21, 21, "人质", None)]),
        (
            "袭击中传教士5人、村民60人遇难。",
            [("killed", 5, 5, 5, "传教士", None), ("killed", 60, 60, 60, "村民", None)],
        ),
        # who did it stands between; what those counted did before is no word that stops; hostages are abducted
        ("12名前往采访的记者在该镇遭民兵杀害。", [("killed", 12, 12, 12, "记者", None)]),
        ("民兵扣押了三百多名维和人员。", [("abducted", 300, 300, None, "维和人员", None)]),
        ("军方击毙百余名袭击者。", [("killed", 100, 100, None, "袭击者", None)]),
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
            [("killed", 50, 50, 50, "British Army", None), ("injured", 80, 80, 80, "British Army", None)],
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
        ("叛军攻占医院，将200名战俘处决。", [("killed", 200, 200, 200, "战俘", None)]),
        # the wounded are no loss here
        ("叛军攻占医院，带走30名伤员。", [("abducted", 30, 30, 30, "伤员", None)]),
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
        ("约二十万塞族人流离失所。", [("displaced", 200000, 200000, 200000, "塞族人", None)]),
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
        ("战斗使300万人流离失所。", [("displaced", 3000000, 3000000, 3000000, "平民", None)]),
        # another count of the same dead, by somebody else
        (
            "该国政府称空袭造成120人死亡，人权组织的估计则为200至300人。",
            [("killed", 120, 120, 120, None, "政府"), ("killed", 200, 200, 300, None, "人权组织")],
        ),
        (
            "该国政府称空袭造成120人死亡，人权组织主张为200人以上。",
            [("killed", 120, 120, 120, None, "政府"), ("killed", 200, 200, None, None, "人权组织")],
        ),
        # who came through is no loss
        ("守军遭到空袭，仅20余人逃脱。", []),
        # of all aboard none lived; the dead of a clause, summed up in the next
        ("一架载有31人的运输机被击落，机上无人生还。", [("killed", 31, 31, 31, None, None)]),
        ("守军全部阵亡，共计300余人。", [("killed", 300, 300, None, "守军", None)]),
        # whom the attack was against; not those in whose land it was
        ("警方向示威者开枪，造成至少两人死亡。", [("killed", 2, 2, None, "示威者", None)]),
        ("飞机在叛军控制区上空被击落，20人遇难。", [("killed", 20, 20, 20, None, None)]),
        ("民兵突袭营地，终被击退，双方死亡逾200人。", [("killed", 200, 200, None, None, None)]),
        # an attribute stands between the number and the noun of those counted
        ("士兵杀害了300名手无寸铁的村民。", [("killed", 300, 300, 300, "村民", None)]),
        ("交战中有13名来自非洲、拉丁美洲的军人丧生。", [("killed", 13, 13, 13, "军人", None)]),
        # a noun of those who did it or were attacked
        (
            "猛虎组织袭击印军营地，守军12人阵亡，10名袭击者被击毙。",
            [("killed", 12, 12, 12, "印军", None), ("killed", 10, 10, 10, "猛虎组织", None)],
        ),
        # whom one of two parties killed, and whom it lost itself
        (
            "英军与法军激战三天，英方称打死对手40人。",
            [("killed", 40, 40, 40, "法军", "英国政府")],
        ),
        (
            "政府军击毙叛军60名，自身阵亡11人。",
            [("killed", 60, 60, 60, "叛军", None), ("killed", 11, 11, 11, "政府军", None)],
        ),
        # other people who are no actor of the text stand before the word
        ("叛军围攻使馆区，使馆卫队阵亡66人。", [("killed", 66, 66, 66, None, None)]),
        # a list whose members stand before their figures
        (
            "暴徒闯入教堂，砍死神父一人、村民十余人。",
            [("killed", 1, 1, 1, "神父", None), ("killed", 10, 10, None, "村民", None)],
        ),
        # what came to those counted in the end, and what only describes them
        ("四千余名村民投降后遭叛军屠杀。", [("killed", 4000, 4000, None, "村民", None)]),
        ("警察枪决了一名被俘的军官。", [("killed", 1, 1, 1, "军官", None)]),
        # sums of dead, wounded and taken: of masses, or parted behind
        ("此役英军歼灭敌军5万人。", []),
        (
            "法军在战役中损失600人，其中200人阵亡。",
            [("killed", 200, 200, 200, "法军", None)],
        ),
        ("叛军炮击村庄，打死打伤村民十余人。", []),
        # only some of those counted were lost
        ("围城中十万居民已饿死过半。", []),
        # some of those counted; a name that holds a numeral
        ("空袭造成包括6名儿童在内的23人死亡。", [("killed", 23, 23, 23, None, None)]),
        ("日军企图歼灭八路军。", []),
        # the bodies of the dead are given back, not the men
        ("真主党交还了两名士兵的遗体。", []),
        # a nation before the noun of those counted; who admits a loss bears it
        ("装甲车触雷，4名乍得籍维和士兵丧生。", [("killed", 4, 4, 4, "维和士兵", None)]),
        (
            "政府军称击毙40名歹徒，叛军承认损失12人。",
            [("killed", 40, 40, 40, "歹徒", "政府军"), ("killed", 12, 12, 12, "叛军", "叛军")],
        ),
        # of those bombed, not of the gathering
        ("战机轰炸一场集会，逾160人罹难。", [("killed", 160, 160, None, None, None)]),
        # "during" and "in all" side by side are no party
        ("袭击中共有12人死亡。", [("killed", 12, 12, 12, None, None)]),
        # those who drowned were attacked
        ("日军袭击清军运兵船，七百余人溺死。", [("killed", 700, 700, None, "清军", None)]),
        # a state is struck, and its people die
        ("伊朗炮击以色列，一名七岁女童重伤。", [("injured", 1, 1, 1, None, None)]),
        # what befell those whom another word of loss describes
        ("俄军轰炸剧院，数百名在此避难的平民遇难。", [("killed", 200, 200, None, "平民", None)]),
        ("日军屠杀平民和战俘三万人。", [("killed", 30000, 30000, 30000, "平民", None)]),
        # a share is no figure
        ("目击者说，多数人是被砍刀杀死的。", []),
        # the object before the word
        ("叛军将数千名妇女掳为奴隶。", [("abducted", 2000, 2000, None, "妇女", None)]),
        ("日军将三千名俘虏集体枪杀。", [("killed", 3000, 3000, 3000, "俘虏", None)]),
        # how many were taken in the fight
        ("秦军大败，被俘五千人。", [("captured", 5000, 5000, 5000, "秦军", None)]),
        # those in the hands of others, counted or dealt with before
        ("至少七十名战俘遭枪决。", [("killed", 70, 70, None, "战俘", None)]),
        ("民兵处决了数十名被俘者。", [("killed", 24, 24, None, "被俘者", None)]),
        ("炮弹击中救护站，约三十名伤员丧生。", [("killed", 30, 30, 30, "伤员", None)]),
        ("民兵把缴械的俘虏赶进田里，用机枪扫射，八十四人罹难。", [("killed", 84, 84, 84, "俘虏", None)]),
        # some of those told before; those who are but named among the counted
        (
            "一批青年军官发动政变，几小时内即告失败，其中十七人被处决。",
            [("killed", 17, 17, 17, "青年军官", None)],
        ),
        (
            "导弹击中公寓，44人遇难，包括5名儿童，79人受伤。",
            [("killed", 44, 44, 44, None, None), ("injured", 79, 79, 79, None, None)],
        ),
        # the last of the attackers, and the dead of the attack
        (
            "最后一名枪手被击毙，166人遇难。",
            [("killed", 1, 1, 1, "枪手", None), ("killed", 166, 166, 166, None, None)],
        ),
        # how it was done stands between; "lost" leads to the word of the kind; a unit is no man
        ("袭击者中四人被当场击毙。", [("killed", 4, 4, 4, "袭击者", None)]),
        ("十天之内，红军损失约2.5万人阵亡。", [("killed", 25000, 25000, 25000, "红军", None)]),
        ("祖鲁军在山下全歼一支英军，逾1300人战死。", [("killed", 1300, 1300, None, "英军", None)]),
        ("约八万名战俘被关入集中营。", [("captured", 80000, 80000, 80000, "战俘", None)]),
        # nouns that are no actor of the text; the own side, in a sentence of its own; those who are rescued
        ("两名外国工程师被掳走。", [("abducted", 2, 2, 2, "外国工程师", None)]),
        (
            "政府军发动总攻，缴获火炮十二门。我方牺牲十一人。",
            [("killed", 11, 11, 11, "政府军", None)],
        ),
        ("海岸警卫队救起二百名难民，另有十一人溺毙。", [("killed", 11, 11, 11, None, None)]),
        (
            "约八万名红军人员被关入战俘营，到当年秋天，其中已有一万余人死于饥饿。",
            [("captured", 80000, 80000, 80000, "红军", None), ("killed", 10000, 10000, None, "红军", None)],
        ),
        ("大批锡克教徒遭到屠杀，遇难者多达两万人。", [("killed", 20000, 20000, 20000, "锡克教徒", None)]),
        # of neither kind; of the second kind; of all those counted before
        ("约旦军队约七百人阵亡、六千人失踪或被俘。", [("killed", 700, 700, 700, "约军", None)]),
        ("至少三名示威者中枪身亡。", [("killed", 3, 3, None, "示威者", None)]),
        ("城破之际，守军仅剩四十七人，全部被俘。", [("captured", 47, 47, 47, "守军", None)]),
        # a toll between two numbers; bodies that were found, or left behind
        ("两军激战。死亡人数从两百到五百不等。", [("killed", 200, 200, 500, None, None)]),
        ("空袭后，救援人员已找到五十四具遗体。", [("killed", 54, 54, 54, None, None)]),
        # bodies of troops, shares and some of those counted behind are no numbers of people lost
        ("敌军被歼一个旅，八百人被俘。", [("captured", 800, 800, 800, None, None)]),
        ("内战中一半人口流离失所。", []),
        ("劫匪绑架了包括三名工程师在内的九人。", [("abducted", 9, 9, 9, None, None)]),
        # those left out of the count, others than those told before, nobody
        ("自杀式袭击者引爆炸药，除袭击者外另有十九人死亡。", [("killed", 19, 19, 19, None, None)]),
        ("激战之后，政府军无一伤亡。", [("killed", 0, 0, 0, "政府军", None)]),
        ("两枚炮弹击中学校，廿余人受伤。", [("injured", 20, 20, None, None, None)]),
        # what only describes them names nobody who did it
        (
            "受困于高地的第106步兵师两个团约七千人放下武器。",
            [("captured", 7000, 7000, 7000, "第106步兵师", None)],
        ),
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
