"""Chinese events: what the lexicon says of itself, roles by order and markers, times and places of the clause."""

from __future__ import annotations

import pytest

from dateline.engines.flat.events import lexicon
from stages.flat_helper import LANG, actors, records

EXAMPLES = [(sense, example) for sense in lexicon.load(LANG).senses for example in sense.examples]
ROLES = ("initiator", "target", "party", "supporter", "mediator")


@pytest.mark.parametrize(
    ("sense", "example"), EXAMPLES, ids=[f"{sense.id}: {e['text']}" for sense, e in EXAMPLES]
)
def test_example_of_a_sense_reads_as_it_says(sense: lexicon.Sense, example: dict) -> None:
    found = records(example["text"])
    if example.get("none"):
        assert not [r for r in found if r.event_type == sense.type]
        return
    [record] = [r for r in found if r.trigger.text == example["trigger"] and r.event_type == sense.type]
    for role in ROLES:
        if role in example:
            assert example[role] in actors(record, role)
    if "place" in example:
        assert record.place is not None and record.place.mention.text == example["place"]


@pytest.mark.parametrize("sense", lexicon.load(LANG).senses, ids=lambda sense: sense.id)
def test_every_sense_has_an_example(sense: lexicon.Sense) -> None:
    assert sense.examples


@pytest.mark.parametrize(
    ("text", "trigger", "role", "who"),
    [
        # the doer before the word, the object behind it
        ("法军击败清军。", "击败", "party", ["法军", "清军"]),
        ("叛军袭击了政府军。", "袭击", "initiator", ["叛军"]),
        # turned round by a marker
        ("政府军遭叛军伏击。", "伏击", "initiator", ["叛军"]),
        ("政府军遭叛军伏击。", "伏击", "target", ["政府军"]),
        ("守军将英军击退。", "击退", "target", ["英军"]),
        ("首都由日军占领。", "占领", "initiator", ["日军"]),
        ("俄军对乌军发动进攻。", "进攻", "target", ["乌军"]),
        ("政府军与叛军交火。", "交火", "party", ["政府军", "叛军"]),
        ("政府军在边境与叛军交火。", "交火", "party", ["政府军", "叛军"]),
        ("政府军从叛军手中夺回机场。", "夺回", "target", ["叛军"]),
        # who leads and who is led both act
        ("林凤祥率太平军北上。", "北上", "initiator", ["林凤祥", "太平军"]),
        # a title makes the person of the body before it
        ("法国海军上校李维业攻占河内。", "攻占", "initiator", ["李维业"]),
        # the subject goes on from clause to clause
        ("日军占领上海，随后撤离。", "撤离", "initiator", ["日军"]),
        ("叛军被英军击退，撤往山区。", "撤往", "initiator", ["叛军"]),
        # who has others act does not act, who says something is not who did it
        ("美国要求日本撤军。", "撤军", "initiator", ["日本"]),
        ("总统表示，俄军占领了该镇。", "占领", "initiator", ["俄军"]),
        ("叛军宣称已攻占首都。", "攻占", "initiator", ["叛军"]),
        # the object before the word, and who did it to them in the clause before
        ("叛军攻占该城，并将数千名妇女掳为奴隶。", "掳为奴隶", "initiator", ["叛军"]),
        ("叛军将人质转移到山区，并将其中五人杀害。", "杀害", "initiator", ["叛军"]),
        ("國王下令軍隊鎮壓示威。", "示威", "initiator", []),
        ("土军在空袭中打死12名叛军。", "空袭", "target", ["叛军"]),
        ("皮诺切特发动政变，推翻阿连德政府。", "发动政变", "target", ["阿连德政府"]),
        ("洪秀全下令处死韦昌辉。", "处死", "initiator", ["洪秀全"]),
        # those who mediate
        ("在联合国斡旋下，英国与阿根廷代表会谈。", "会谈", "mediator", ["联合国"]),
        ("中日两国同日宣战。", "宣战", "party", ["中", "日"]),
        # those with whose help it is done
        ("马里军在法军支援下收复加奥。", "收复", "supporter", ["法军"]),
        ("马里军在法军支援下收复加奥。", "收复", "initiator", ["马里军"]),
        # a dispatch opens with who writes it; whose word it is acts
        ("新华社加沙10月9日电（记者李四）以军宣布，空袭了加沙。", "空袭", "initiator", ["以军"]),
        # whose word it is and no more
        ("据联合国统计，冲突造成30人死亡。", "冲突", "party", []),
        # soldiers of a government are soldiers
        ("叛军击败政府的军队。", "击败", "party", ["叛军", "军队"]),
        # those who are led or composed stand behind the particle
        ("张大山率领的第三舰队轰击基隆。", "轰击", "initiator", ["第三舰队"]),
        # with whom somebody allies himself is not who goes on
        (
            "7月，快速支援部队攻入法希尔，同月与金戈威德结盟，10月又攻陷朱奈纳。",
            "攻陷",
            "initiator",
            ["快速支援部队"],
        ),
        # people by where they live
        ("以军枪杀加沙居民。", "枪杀", "target", ["加沙居民"]),
        # a capital that decides stands for its government
        ("3月，河内下达动员令。", "动员令", "initiator", ["河内"]),
        # those who lose a place
        ("军方承认，政府军失去了对基达尔的控制。", "失去", "target", ["政府军"]),
        # a government that tells of dead enemies
        ("过渡政府称打死203名恐怖分子。", "打死", "initiator", ["过渡政府"]),
        # a government that tells of a capture means that its own forces did
        ("苏丹政府宣布已夺回机场。", "夺回", "initiator", ["苏丹政府"]),
        # from whom something is taken did not take it
        ("土耳其军队4月1日从叙利亚军队手中夺取该镇。", "夺取", "initiator", ["土耳其军队"]),
        # a clause within a clause
        ("市长因叛军炮击宣布紧急状态。", "炮击", "initiator", ["叛军"]),
        # a number before those on the other side
        ("政府军与约50名叛军交火。", "交火", "party", ["政府军", "叛军"]),
        # the speaker of the sentence goes on
        ("总统证实，叛军占领了该镇，并指责法国袖手旁观。", "指责", "initiator", ["总统"]),
        # the accused stand in the next clause
        ("法国指控，叛军杀害了三名村民。", "指控", "target", ["叛军"]),
        # both of those whose offices are told
        (
            "联合舰队司令山本五十六和第三集团军司令朱可夫当晚离开要塞。",
            "离开",
            "initiator",
            ["山本五十六", "朱可夫"],
        ),
        # who tells of a toll did not cause it
        ("警方称，爆炸已导致9人死亡。", "爆炸", "initiator", []),
        # whose leave or wish is told acts only so; of whom it is asked is he who grants it
        ("英军未经议会授权便轰炸了机场。", "轰炸", "initiator", ["英军"]),
        ("英军未经议会授权便轰炸了机场。", "授权", "initiator", ["议会"]),
        ("应马里政府请求，法军空袭加奥。", "请求", "target", ["法军"]),
        # the force of a commander, the person behind a title, a spokesman of an army
        ("朱可夫的第三集团军攻占基辅。", "攻占", "initiator", ["第三集团军"]),
        ("马里外长巴里与法国代表会谈。", "会谈", "party", ["巴里", "法国代表"]),
        ("军方发言人说，第三旅与叛军交火。", "交火", "party", ["第三旅", "叛军"]),
        # people who are counted did it, not those told before
        ("塞军焚毁村庄，三万余人逃往国外。", "逃往国外", "target", []),
        # with whom a place shares a border lost nothing
        ("法军占领与阿尔及利亚接壤的泰萨利特。", "占领", "target", []),
        # the house of a body is a place
        ("叛军攻占总统府和机场。", "攻占", "target", []),
        # who only says so did not do it
        ("司令张大山赶到前线，宣告该镇已获解放。", "解放", "initiator", []),
        # a truce that took effect or broke down is of those who met before
        ("英国与阿根廷签署停火协议。次日，停火破裂。", "破裂", "party", ["英国", "阿根廷"]),
        ("英国与阿根廷达成停火协议。", "停火协议", "party", ["英国", "阿根廷"]),
        # the land that is ceded goes to somebody
        ("9月，俄国把旅顺转让日本。", "转让", "target", ["日本"]),
    ],
)
def test_who_plays_which_part(text: str, trigger: str, role: str, who: list[str]) -> None:
    [record] = [r for r in records(text) if r.trigger.text == trigger]
    assert actors(record, role) == who


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("德军占领基辅。", "占领", ["基辅"]),
        ("双方在平壤交火。", "交火", ["平壤"]),
        ("叛军攻占了加奥和廷巴克图。", "攻占", ["加奥", "廷巴克图"]),
        ("牛庄、营口失守。", "失守", ["牛庄", "营口"]),
        ("英军从喀布尔撤离。", "撤离", ["喀布尔"]),
        # a site, not the town or the region it lies in
        ("日机轰炸杭州笕桥机场。", "轰炸", ["笕桥机场"]),
        ("叛军袭击北达尔富尔州首府法希尔。", "袭击", ["法希尔"]),
        # of two places that are told, the one that was left
        ("清军在平壤战败，退往义州。", "退往", ["平壤"]),
        ("俄军轰炸马里乌波尔剧院。", "轰炸", ["马里乌波尔剧院"]),
        ("英军在索姆河畔的蒂耶普瓦勒发起进攻。", "进攻", ["蒂耶普瓦勒"]),
        # what a distance is measured from
        ("叛军攻占距离首都400公里的迪亚巴利。", "攻占", ["迪亚巴利"]),
        # no place of one who speaks
        ("总统在巴黎表示，战争会继续。", "表示", ["巴黎"]),
        ("法国指责俄军轰炸基辅。", "指责", [None]),
        # where the clause before led, where those met who agree, and the country that is struck
        ("7月2日，援军抵近大同，守将闻讯率部突围。", "突围", ["大同"]),
        ("5月3日，政府代表与叛军代表在日内瓦会谈。次日，双方签署停火协议。", "停火协议", ["日内瓦"]),
        ("1990年8月2日，伊拉克入侵科威特。", "入侵", ["科威特"]),
        # those who leave towards another place, those who go abroad, the day after
        ("解放军攻克锦州，守军残部向葫芦岛撤退。", "撤退", ["锦州"]),
        ("塔利班进入喀布尔，总统出走塔吉克斯坦。", "出走", ["塔吉克斯坦"]),
        ("6月11日，英军攻占斯坦利。14日，守军投降。", "投降", ["斯坦利"]),
        # the country to which troops are sent, where those who come meet
        ("总统下令向沙特派兵。", "派兵", ["沙特阿拉伯"]),
        ("志愿军秘密入朝。", "入朝", ["朝鲜"]),
        ("国王飞抵开罗，与埃及签订条约。", "条约", ["开罗"]),
        # where those go who are sent, the town that the words before it only describe
        ("叛军包围喀布尔，英国派遣舰队前往印度洋。", "派遣", ["印度洋"]),
        ("政府军空袭乍得北部边境城镇泽拉。", "空袭", ["泽拉"]),
        # a treaty is called after a place, somebody is accused of a deed elsewhere
        ("政府宣布退出《喀土穆协议》。", "宣布退出", [None]),
        ("警方逮捕两名涉嫌策划里昂袭击案的男子。", "逮捕", [None]),
    ],
)
def test_where_it_happened(text: str, trigger: str, places: list[str | None]) -> None:
    found = [r for r in records(text) if r.trigger.text == trigger]
    names = [r.place and (r.place.mention.text if r.place.mention else r.place.name) for r in found]
    assert names == places


YEMEN = (
    "3月1日，政府军攻占亚丁。4月2日，叛军在塔伊兹袭击政府军。5月3日，胡塞武装炮击荷台达。"
    "6月4日，也门政府军收复马里卜。7月5日，也门政府军进入萨那。\n8月，约40万人流离失所。"
)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (YEMEN, "YE"),
        # of a country in which others fight nothing is known
        (YEMEN.replace("也门政府军", "美军").replace("政府军", "美军"), None),
    ],
)
def test_what_befalls_a_country_at_war_with_itself_happens_in_it(text: str, country: str | None) -> None:
    [found] = [r for r in records(text) if r.trigger.text == "流离失所"]
    assert (found.place and found.place.country) == country


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("1937年11月12日，日军占领上海。", "占领", "1937-11-12"),
        ("1937年11月5日，日军登陆。8日晚，守军撤退。", "撤退", "1937-11-08"),
        ("1894年7月29日，日军击败清军，聂士成部北撤。", "北撤", "1894-07-29"),
        ("1894年9月17日，两军激战。此后清军退回旅顺。", "退回", "1894-09"),
        ("1937年7月7日卢沟桥事变后，战事扩大。", "事变", "1937-07-07"),
        # a toll that has grown
        ("2023年6月17日，部长表示，战争已造成3000多人死亡。", "死亡", None),
        ("截至2023年7月17日，已有300万人流离失所。", "流离失所", "2023-07-17"),
        # what is only planned has no date but its own
        ("2022年10月20日，普京计划让俄军撤离。", "撤离", None),
        # an order or an attempt has its day
        ("2022年10月20日，普京下令俄军撤离。", "撤离", "2022-10-20"),
        ("1944年6月9日，舰队试图突围，未果。", "突围", "1944-06-09"),
        # how long it lasted, or until when
        ("1916年7月3日，两军激战三天，城陷。", "激战", "1916-07-03/1916-07-05"),
        ("1916年7月3日，两军激战三天后，守军投降。", "投降", "1916-07-05"),
        ("1916年7月3日开战，三日之内叛军攻占港口。", "攻占", "1916-07-03/1916-07-06"),
        ("1916年7月3日，守军渡河，双方鏖战至9月中旬。", "鏖战", "1916-07-03/1916-09-20"),
        ("1916年7月3日，叛军围攻要塞，激战持续至翌日。", "激战", "1916-07-03/1916-07-04"),
        ("1916年8月，叛军围城，守军坚守87天后于11月18日投降。", "投降", "1916-11-18"),
        # what is counted in weeks is known to the week
        ("1916年7月3日，两军交战，两周后港口失守。", "失守", "1916-07-17/1916-07-23"),
        ("2015年2月3日，叛军同意于年底前撤军，政府拒绝。", "撤军", "2015-02-03/2015-12-31"),
        ("2015年2月3日，叛军同意于年底前撤军，政府拒绝。", "拒绝", "2015-02-03"),
        # since when, up to the day of the story; of a rank nothing but the day
        ("2015年2月3日，将领说，自1月6日以来，部队已占领五镇。", "占领", "2015-01-06/2015-02-03"),
        # the losses of a whole war, and what had been before the story
        ("1972年7月2日，双方签署协定。守军在战争中阵亡3800人。", "阵亡", None),
        ("1972年7月2日，叛军撤退，弃守此前占领的港口。", "占领", None),
        # some time later; a part of a month or of a year is soon left
        ("1972年7月2日，叛军撤退，守军随后占领港口。", "占领", "1972-07"),
        ("1972年7月初，叛军攻城。次日，港口失守。", "失守", "1972-07-01/1972-07-10"),
        ("1984年初，叛军攻城。两军在湖上交火。", "交火", "1984"),
        # a day that describes a noun of the clause
        ("1972年9月26日，双方签署协定，但10月2日的公投以些微差距否决了该协议。", "否决", "1972-10-02"),
        ("1972年1月底，双方会谈，叛军在2月的第二轮谈判中撤回要求，随后撤军。", "撤军", "1972-01"),
        ("1972年1月6日，军方以前一年3月的选举舞弊为由发动政变。", "发动政变", "1972-01-06"),
        ("1972年初，叛军攻占港口。", "攻占", "1972-01/1972-03"),
        ("1972年1月6日，叛军攻城，守军在2月的战斗中击毙其首领。", "击毙", "1972-02"),
        # up to the time that the same sentence tells next, or of what came about several times the paragraph
        ("1986年3月，叛军内讧。两派在山区交火；7月，政府派兵进驻。", "交火", "1986-03/1986-07"),
        ("1986年3月4日，叛军进城。守军逐屋抵抗，至3月9日弃城。", "抵抗", "1986-03-04/1986-03-09"),
        ("1986年3月4日，叛军进城。守军随即撤退，3月9日弃城。", "撤退", "1986-03-04"),
        ("1986年3月，叛军围城。守军多次求援。7月，城陷。", "求援", "1986-03/1986-07"),
        # from when it went on, up to the next time
        ("1944年7月8日起，守军苦战，8月1日城陷。", "苦战", "1944-07-08/1944-08-01"),
        # so long after the day of the story
        ("1994年4月7日，总理遇刺。此后100天里，约80万人被杀。", "被杀", "1994-04-07/1994-07-16"),
        ("1994年4月7日，总理遇刺。此后三个月，叛军占领五座城镇。", "占领", "1994-04/1994-07"),
        # another paragraph is of the month; a toll there may be of all that was told
        ("1994年4月7日，总理遇刺。\n守军撤退。\n5月，停火。", "撤退", "1994-04"),
        ("1994年4月7日，叛军攻城。\n平民死亡约900人。", "死亡", None),
        # what goes on for longer than a day
        ("1994年4月7日，叛军攻城。大批居民逃离。", "逃离", "1994-04"),
        # circumstances that open a sentence are of the day that follows
        ("2019年11月，叛军占领库纳。在总统的请求下，2020年1月3日，联合国通过了决议。", "请求", "2020-01-03"),
        # days on from one of which only the number is told
        ("叛军3日包围该城，次日攻入机场。", "攻入", "XXXX-XX-04"),
        ("叛军13日攻占戈马，两天后又夺取布卡武。", "夺取", "XXXX-XX-15"),
        # the year of what is left tells nothing of what follows
        ("2024年1月25日，军政府宣布退出2015年签署的协议，并指责邻国。", "指责", "2024-01-25"),
        # the day right behind it, not that of the report; a day without its year; a part of a month goes on
        ("据报纸1854年10月17日报道，攻城战役16日深夜打响。", "战役", "1854-10-16"),
        ("（路透社12月17日电）反对派16日的游行演变成冲突。", "游行", "XXXX-12-16"),
        ("1854年10月底，守将受伤，随后被软禁。", "被软禁", "1854-10-21/1854-10-31"),
        # what ended after so long a time, within so many days, from one day to another
        ("1854年5月7日，历时56天的围攻告终。", "围攻", "1854-03-12/1854-05-07"),
        ("1854年5月7日，长达三年多的围城终告解除。", "围城", "1851-05/1854-05"),
        ("1854年8月12日，难民营在被围52天后陷落。", "陷落", "1854-08-12"),
        ("1854年8月12日，难民营在被围52天后陷落。", "被围", "1854-06-21/1854-08-12"),
        ("1854年6月，战火又起。被民兵围困六个月之后，守军于8月14日投降。", "围困", "1854-02/1854-08"),
        ("1854年11月初，叛军兵临首都，激战从8日持续到23日。", "激战", "1854-11-08/1854-11-23"),
        ("1854年3月21日凌晨，炮击开始。五天之内，敌军后退六十里。", "后退", "1854-03-21/1854-03-26"),
        # what came at the end of days of fighting, some time after in a clause before, years later, as announced
        ("1854年4月10日至12日，两军激战，守军终于弃城。", "弃城", "1854-04-12"),
        ("1854年3月8日，他突袭要塞失败，不久即遭撤换，由副将接替。", "接替", "1854-03"),
        ("1854年3月8日，敌军焚城。法方指责总督，后者多年后予以否认。", "予以否认", None),
        ("1854年3月8日，法军宣布撤出该城。", "撤出", "1854-03-08"),
        ("1854年3月8日，城陷。此前，守将曾多次请求增援。", "请求增援", None),
    ],
)
def test_when_it_happened(text: str, trigger: str, value: str | None) -> None:
    [record] = [r for r in records(text) if r.trigger.text == trigger]
    assert record.date.value == value


@pytest.mark.parametrize(
    "text",
    [
        "淞沪会战，又称八一三战役。",  # how a battle is named
        "袭击者身份不明。",  # a word that is a part of another
        "这是该国十年来最严重的一次袭击。",  # a rank, nothing new
        "战时内阁讨论了物价。",
        "开战以来物价飞涨。",  # since when
        "接管政务的官员到任。",
        "军事专家认为战斗机性能优良。",
        "滑铁卢战役是1815年英军与法军之间的一场战役。",  # what kind of happening it was
        "总统说，此举旨在建立缓冲区，法国无意吞并该岛。",  # what somebody means to do
        "国王飞抵开罗访问。",  # travellers
        "安史之乱是安禄山等人发动的叛乱。",
        "巴黎围城战是普法战争中最惨烈的战役之一。",
    ],
)
def test_what_tells_no_event(text: str) -> None:
    assert not [r for r in records(text) if r.event_type not in ("statement",)]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # a word behind the verb that only begins like one of its compounds
        ("叛军袭击机场。", ["attack"]),
        # what forces are moved for in one clause
        ("叛军越境袭击机场。", ["attack"]),
        ("叛军越境，随后袭击机场。", ["deployment", "attack"]),
        # a deed is of the kind of what was told
        ("市场遭炮击。政府指责这是叛军所为。", ["shelling", "accusation", "shelling"]),
        # people killed beside the capture of a town, and soldiers who fell in it
        ("叛军占领小镇，并杀害12名传教士。", ["capture", "killing"]),
        # a campaign and the defeat it ended in
        ("1659年，明军北伐，却被清军击溃。", ["operation", "armed_clash"]),
        ("日机轰炸机场。", ["airstrike"]),
        ("叛军攻占总统府和据点。", ["capture"]),
        ("英军进驻机场。", ["deployment"]),
        ("轰炸机起飞。", []),
        ("突击队员受训。", []),
        # people shot at, and the toll it brought
        ("警察向示威者开枪，造成两名居民死亡。", ["killing"]),
        # talks that break down over what is refused
        ("谈判因叛军拒绝让步而破裂。", ["negotiation", "rejection", "breakdown"]),
        # a town of two characters before a word of battle
        ("戈马之战造成至少2900人死亡。", ["armed_clash"]),
        # those who fell in a fight of no name
        ("英军在战斗中阵亡约150人。", ["killing"]),
        # a noun that points back to what was told
        ("5月1日，叛军袭击机场。官员称，袭击造成21人死亡。", ["attack"]),
        ("凌晨，市中心发生爆炸。爆炸发生后，警方封锁了街道。", ["bombing", "siege"]),
        # who claims the deed tells nothing new
        ("10月2日，市中心发生爆炸。叛军宣称对此次爆炸负责。", ["bombing"]),
        # the time at which a toll is told is not its own
        ("5月1日，叛军袭击机场。总统次日视察时说，至少100人遇难。", ["attack"]),
        # a bomb is one with its blast
        ("两枚汽车炸弹在首都爆炸。", ["bombing"]),
        # a way is one with the leaving
        ("舰队突围前往海参崴。", ["withdrawal"]),
        # what is approved is told, not that it was
        ("总统批准派兵马里。", ["deployment"]),
        # the figure that is claimed is told by the fight
        ("叛军攻占该镇，宣称俘虏300人。", ["capture"]),
        # a rising is not the killing that followed
        ("2月，部落起义，杀死百余名德国移民。", ["coup", "killing"]),
        # a loss told before a fight is not of that
        ("士兵洗劫领事馆，数名侨民遇害，军舰随后炮轰该城。", ["looting", "killing", "shelling"]),
        # what is halted is a part of the halt, a truce of the breach
        ("翌日，北约暂停轰炸。", ["operation"]),
        ("叛军终止了单方面停火。", ["breakdown"]),
        # a loss that is dated by itself is not the fight's before it
        ("5月1日，叛军袭击机场，5月9日，军方证实张大山在首都被打死。", ["attack", "killing"]),
        # an execution is no part of a fight
        ("叛军攻占该镇，镇长被处死。", ["capture", "killing"]),
        # what was bombed by mistake, they say, was told before; a denial of something that is no event
        ("美军战机轰炸医院，五角大楼称系误炸。", ["airstrike", "statement"]),
        ("军方起初否认涉事，一周后撤军。", ["rejection", "withdrawal"]),
        # marks of ASCII end a clause too
        ("叛军包围该镇,政府军撤离。", ["siege", "withdrawal"]),
        # the end of an offensive is one event
        ("德军的攻势于11月停止。", ["operation"]),
        # a gathering that was hit, a sentence that was passed, and what those do who are done something to
        ("战机误炸一处婚礼集会。", ["airstrike"]),
        ("士兵向集会的民众开枪。", ["killing"]),
        ("法庭判处前总统泰勒50年监禁。", ["investigation"]),
        ("武装分子处决拒绝改宗的村民。", ["killing"]),
        ("陈胜起兵反秦。", ["coup"]),
        # blows told by a verb and its object
        ("空军对该镇投掷化学武器。", ["airstrike"]),
        ("軍方對邊境營地實施了打擊。", ["attack"]),
        ("1940年，德国闪击丹麦。", ["attack"]),
        ("苏沃洛夫率军进入米兰。", ["capture"]),
        # from the air, whatever the weapon
        ("美军无人机在也门击毙一名头目。", ["airstrike"]),
        ("以军战机向贝鲁特发射三枚导弹。", ["airstrike"]),
        ("俄军当晚发射八十架无人机。", ["airstrike"]),
        ("9月，海底天然气管道被炸。", ["bombing"]),
        # the toll of the same day, of a blow, of a raid
        ("1945年8月9日，美军轰炸长崎，当日约四万人死亡。", ["airstrike"]),
        ("土军在空袭中打死12名叛军。", ["airstrike"]),
        ("民兵袭击村庄，杀害百余名村民。", ["attack"]),
        ("警察向学生开枪，打死四名学生。", ["killing"]),
        ("将军发动政变，推翻文官政府。", ["coup"]),
        # the end of a truce, what is still held, a beaten army
        ("叛军宣布结束与政府为期一个月的停火。", ["breakdown"]),
        ("政府军仍占据港口。", ["control"]),
        ("将军领兵追击，大破之于阴山。", ["attack", "armed_clash"]),
        ("大汗围攻山城，中炮而死。", ["siege", "killing"]),
        ("领袖召开大会，建立大蒙古国。", ["declaration"]),
        ("总统宣布该国进入战争状态。", ["declaration"]),
        ("一艘护卫舰沉没，军方认定系叛军水雷所致。", ["attack", "attack"]),
    ],
)
def test_what_is_one_happening(text: str, types: list[str]) -> None:
    assert [r.event_type for r in records(text)] == types


def test_what_a_war_cost_happened_in_the_country_of_its_title() -> None:
    text = "斯里兰卡内战\n1983年7月，猛虎组织袭击政府军。据政府统计，战争期间共有6261名军人阵亡。"
    [toll] = [r for r in records(text) if r.trigger.text == "阵亡"]
    assert toll.place is not None and toll.place.name == "斯里兰卡"


def test_who_claims_a_deed_did_it() -> None:
    [blast] = records("10月2日，市中心发生爆炸。叛军宣称对此次爆炸负责。")
    assert actors(blast, "initiator") == ["叛军"]


def test_nobody_did_what_nobody_claims() -> None:
    found = records("10月2日，市中心发生爆炸。无人宣称对此次爆炸负责。")
    assert all(actors(r, "initiator") == [] for r in found)


def test_a_loss_is_told_by_the_fight_that_brought_it() -> None:
    found = records("叛军袭击军营，打死12名士兵。")
    assert [(r.event_type, len(r.casualties)) for r in found] == [("attack", 1)]


def test_a_place_falls_to_the_enemy_where_two_sides_fight() -> None:
    text = (
        "1937年8月，日军进攻中国军队。日军轰炸上海，中国军队反击日军。日军在上海登陆，"
        "中国军队撤退。10月26日，大场失守。"
    )
    [fall] = [r for r in records(text) if r.trigger.text == "失守"]
    assert (actors(fall, "initiator"), actors(fall, "target")) == (["日军"], ["中国军队"])
    assert {p.via for p in fall.participants} == {"implied"}


def test_the_forces_of_a_state_do_what_its_ministry_orders() -> None:
    found = records("3月，俄军占领该市。9月，俄罗斯国防部下令撤军。")
    [left] = [r for r in found if r.event_type == "withdrawal"]
    assert [p.actor.id for p in left.participants] == ["military:RU"]


def test_the_army_of_a_state_is_not_its_own_enemy() -> None:
    found = records(
        "马里军与博科圣地在加奥交火。博科圣地攻占泰萨利特，马里军退往基达尔。"
        "博科圣地又攻占梅纳卡。博科圣地指责马里军屠杀平民。随后警方夺回了廷巴克图。"
    )
    taken = found[-1]
    assert taken.event_type == "capture"
    assert [p.actor.id for p in taken.participants if p.role == "target"] == ["group:boko-haram"]


def test_people_put_to_death_where_a_place_was_taken_are_a_killing() -> None:
    taken, killed = records("1854年5月，叛军攻陷拉瓦尔，百余名村民被杀害。")
    assert (taken.event_type, killed.event_type) == ("capture", "killing")
    assert not taken.casualties and [c.best for c in killed.casualties] == [100]
