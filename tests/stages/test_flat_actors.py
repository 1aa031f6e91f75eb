"""Chinese actors: names of tables, organs and forces of states, persons, words that point back."""

from __future__ import annotations

import pytest

from stages.flat_helper import read


def found(text: str) -> list[tuple[str, str]]:
    doc = read(text)
    return [(doc.text[m.start : m.end], m.actor.id) for m in doc._.actors]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("联合国安理会谴责袭击。", [("联合国安理会", "org:un-security-council")]),
        ("聯合國安理會譴責襲擊。", [("聯合國安理會", "org:un-security-council")]),
        # states, by their organs and forces, in full and in short
        ("法国政府拒绝。", [("法国政府", "state:FR")]),
        ("俄方否认。", [("俄方", "state:RU")]),
        # several units and forces that share a noun, and a unit behind a conjunction
        ("第五、第九集团军进攻。", [("第五", "military:第五集团军"), ("第九集团军", "military:第九集团军")]),
        ("第31、第40两师撤退。", [("第31", "military:第31师"), ("第40两师", "military:第40师")]),
        ("江南、江北两大营会师。", []),
        ("川东、川西两个军区成立。", [("川东", "military:川东军区"), ("川西两个军区", "military:川西军区")]),
        ("第7师及第9师撤退。", [("第7师", "military:第7师"), ("第9师", "military:第9师")]),
        ("第四十四军撤退。", [("第四十四军", "military:第四十四军")]),
        ("乌军撤退。", [("乌军", "military:UA")]),
        ("清廷拒绝。", [("清廷", "state:qing")]),
        ("中日两国宣战。", [("中", "state:CN"), ("日", "state:JP")]),
        ("俄、德、法三国抗议。", [("俄", "state:RU"), ("德", "state:DE"), ("法", "state:FR")]),
        ("清廷对法宣战。", [("清廷", "state:qing"), ("法", "state:FR")]),
        # short forms that mean a state only where the text names it
        ("义军撤退。", [("义军", "generic:义军")]),
        ("義大利宣戰，義軍撤退。", [("義大利", "state:IT"), ("義軍", "military:IT")]),
        ("俄国海军撤退。", [("俄国海军", "military:俄罗斯海军")]),
        ("唐朝拒绝。", [("唐朝", "state:tang-dynasty")]),
        # a state's soil is no actor
        ("难民逃往乍得。", [("难民", "generic:难民")]),
        ("日军封锁台湾。", [("日军", "military:JP")]),
        # what only looks like a state and its organ
        ("南方战事平息。", []),
        # numbered units, of an army and by themselves
        ("美军第24师抵达。", [("美军第24师", "military:美军第24师")]),
        ("第11师反攻。", [("第11师", "military:第11师")]),
        # forces by a name and a head
        ("黑旗军撤退。", [("黑旗军", "group:黑旗军")]),
        ("旧舰队与北洋舰队相遇。", [("旧舰队", "generic:旧舰队"), ("北洋舰队", "military:北洋舰队")]),
        ("“吉野”号开火。", [("“吉野”号", "military:吉野号")]),
        # a noun that only describes the name beside it
        ("准军事组织快速支援部队撤退。", [("快速支援部队", "group:rsf")]),
        ("图阿雷格叛军撤退。", [("图阿雷格叛军", "generic:图阿雷格叛军")]),
        # persons
        # a unit of a state that is no more, and the same number in two armies
        ("苏联第7集团军推进。", [("苏联第7集团军", "military:soviet-union/苏联第7集团军")]),
        (
            "苏军第2师被德军第2师击退。",
            [("苏军第2师", "military:soviet-union/苏军第2师"), ("德军第2师", "military:德军第2师")],
        ),
        ("李国栋率113团驰援。", [("李国栋", "person:李国栋"), ("113团", "military:113团")]),
        ("美国陆战1师登陆。", [("美国陆战1师", "military:美国陆战1师")]),
        # a ship with its state and kind, with and without quotation marks
        ("俄舰“光荣”号沉没。", [("俄舰“光荣”号", "military:光荣号")]),
        ("英国巡洋舰埃克塞特号受伤。", [("英国巡洋舰埃克塞特号", "military:埃克塞特号")]),
        # names that segmentation cuts, before a rank or who they lead; Japanese names; a last sound
        ("普莱恩中校战死。", [("普莱恩", "person:普莱恩")]),
        ("梅南德兹将军投降。", [("梅南德兹", "person:梅南德兹")]),
        ("瓜生外吉少将抵达。", [("瓜生外吉", "person:瓜生外吉")]),
        (
            "英军指挥官道格拉斯·格雷西却不从命。",
            [("英军", "military:GB"), ("道格拉斯·格雷西", "person:道格拉斯·格雷西")],
        ),
        ("埃菲翁在拉各斯正式宣布投降。", [("埃菲翁", "person:埃菲翁")]),
        ("韦塞尔斯则围攻金伯利。", [("韦塞尔斯", "person:韦塞尔斯")]),
        # a set phrase and a site are no persons
        ("次日云开雾散，法军推进。", [("法军", "military:FR")]),
        # places that fall one after the other
        ("戈德与德格哈布尔相继失守。", []),
        # a regiment and its part; who commands is no town; a long name without its state
        ("锡克团第一营抵达。", [("锡克团第一营", "military:锡克团第一营")]),
        ("英军改由蒙哥马利接掌。", [("英军", "military:GB"), ("蒙哥马利", "person:蒙哥马利")]),
        (
            "芬兰人民代表团成立。人民代表团迁往维堡。",
            [("芬兰人民代表团", "group:芬兰人民代表团"), ("人民代表团", "group:芬兰人民代表团")],
        ),
        # nouns for captives, but not the verb
        ("七十名俘虏随后遭枪决。", [("俘虏", "generic:俘虏")]),
        ("法军俘虏七百人。", [("法军", "military:FR")]),
        # a body that was named with its state, without it
        (
            "朝鲜人民军进攻。人民军撤退。",
            [("朝鲜人民军", "military:KP"), ("人民军", "military:KP")],
        ),
        # a noun with a place, a camp or a ruler before it; a body whose name a conjunction joins; a faction
        ("哥伦比亚雇佣兵撤退。", [("哥伦比亚雇佣兵", "generic:哥伦比亚雇佣兵")]),
        ("旧军官撤退。", [("旧军官", "generic:旧军官")]),
        ("民主与进步运动撤退。", [("民主与进步运动", "group:民主与进步运动")]),
        ("巴尔托·桑加雷派撤退。", [("巴尔托·桑加雷派", "group:巴尔托·桑加雷派")]),
        ("萨文比政权垮台。", [("萨文比政权", "org:萨文比政权")]),
        ("普京宣布戒严。", [("普京", "person:普京")]),
        ("泽连斯基抵达前线。", [("泽连斯基", "person:泽连斯基")]),
        ("斯特列莫乌索夫周一表示反对。", [("斯特列莫乌索夫", "person:斯特列莫乌索夫")]),
        ("伊东祐亨致书劝降。", [("伊东祐亨", "person:伊东祐亨")]),
        ("州长哈米斯·阿布巴卡尔被杀。", [("哈米斯·阿布巴卡尔", "person:哈米斯·阿布巴卡尔")]),
        ("苏丹卫生部长表示反对。", [("苏丹卫生部长", "person:苏丹卫生部长")]),
        ("乃木希典抵达前线，乃木拒绝。", [("乃木希典", "person:乃木希典"), ("乃木", "person:乃木希典")]),
        ("塔勒少将拒绝。", [("塔勒", "person:塔勒")]),
        ("市长奥克托布尔斯基和卫队撤离。", [("奥克托布尔斯基", "person:奥克托布尔斯基")]),
        # what is no name of a person
        ("守军力战阵亡。", [("守军", "generic:守军")]),
        ("赔款二亿五千万法郎。", []),
        # a name of three parts, one that ends in a word of its own, one of a dynasty
        ("总司令伊布拉欣·汗·杜拉尼被俘。", [("伊布拉欣·汗·杜拉尼", "person:伊布拉欣·汗·杜拉尼")]),
        ("将军马尔万达与卫队撤离。", [("马尔万达", "person:马尔万达")]),
        ("肃宗即位。", [("肃宗", "person:肃宗")]),
        # a unit with its arm behind the number; a short form that another word looks like
        ("乌军第93机械化旅抵达。", [("乌军第93机械化旅", "military:乌军第93机械化旅")]),
        ("亚美尼亚拒绝，亚军撤退。", [("亚美尼亚", "state:AM"), ("亚军", "military:AM")]),
        # a capital that speaks, also behind an adverb or a day; and one that is only a city
        ("基辅当即否认。", [("基辅", "state:UA")]),
        ("达卡于6日提出抗议。", [("达卡", "state:BD")]),
        ("乍得与喀土穆断交。", [("乍得", "state:TD"), ("喀土穆", "state:SD")]),
        ("美军占领首都喀布尔。", [("美军", "military:US")]),
        # groups by their names in the registry
        ("因卡塔自由党拒绝。", [("因卡塔自由党", "group:ucdp-1117")]),
        ("華雷斯集團撤退。", [("華雷斯集團", "group:ucdp-793")]),
        # a name and what its bearer does or was; an army by the name of its lord
        ("张桂率水师撤退。", [("张桂", "person:张桂"), ("水师", "generic:水师")]),
        ("宁王朱宸濠被俘。", [("朱宸濠", "person:朱宸濠")]),
        ("韩信背水，赵军溃败。", [("韩信", "person:韩信"), ("赵军", "military:赵军")]),
        ("金兵撤退。", [("金兵", "military:jin-dynasty")]),
        # rulers by number, names behind the name of a state and a joint; where somebody died
        ("大流士三世逃走。", [("大流士三世", "person:大流士三世")]),
        ("苏丹·哈希姆将军拒绝。", [("苏丹·哈希姆", "person:苏丹·哈希姆")]),
        ("纳尔逊在特拉法尔加阵亡。", [("纳尔逊", "person:纳尔逊")]),
        # peoples by the name of their state; units of a state; units by number alone, and how many there are
        ("斯巴达人拒绝。", [("斯巴达人", "people:sparta")]),
        ("伊拉克第二师溃散。", [("伊拉克第二师", "military:伊拉克第二师")]),
        ("66军渡江，新7军投降。", [("66军", "military:66军"), ("新7军", "military:新7军")]),
        ("敌军共12师。", [("敌军", "generic:敌军")]),
        ("第五战区撤退。", [("第五战区", "military:第五战区")]),
        # ships by what they are, with and without quotation marks
        ("德国俾斯麦号战列舰沉没。", [("俾斯麦号战列舰", "military:俾斯麦号")]),
        ("「雪菲爾」號驅逐艦起火。", [("「雪菲爾」號驅逐艦", "military:雪菲尔号")]),
        # a body in quotation marks; two nouns that are one; an army that is no office
        ("“基地”组织否认。", [("“基地”组织", "group:al-qaeda")]),
        ("反对派民兵撤退。", [("反对派民兵", "generic:反对派民兵")]),
        ("索马里国民军撤退。", [("索马里国民军", "military:索马里国民军")]),
        # forces of several states; somebody by his land and rank; the army of a state that shares its short form
        ("英西联军登陆。", [("英西联军", "military:英西联军")]),
        ("萨克森公爵撤退。", [("萨克森公爵", "person:萨克森公爵")]),
        ("后秦投降，秦军溃散。", [("后秦", "state:later-qin"), ("秦军", "military:later-qin")]),
        # whom something is done to that is done to persons; what an officer is, before his name
        ("警方逮捕了加朗。", [("警方", "generic:警方"), ("加朗", "person:加朗")]),
        ("秦将李成率军东进。", [("李成", "person:李成")]),
        # an office that somebody takes is nobody; a family name alone is its bearer
        ("黎元洪当选总统。", [("黎元洪", "person:黎元洪")]),
        ("段祺瑞辞职。段随后离开。", [("段祺瑞", "person:段祺瑞"), ("段", "person:段祺瑞")]),
        # an officer by his arm
        ("陆军参谋长拒绝。", [("陆军参谋长", "generic:陆军参谋长")]),
        # how many are no people of a name
        ("四万人撤退。", []),
        # common words that a dictionary takes for persons
        ("孤军死守，洪水泛滥。", []),
        # a state within the name of which a town's stands, a preposition that is also a short form
        ("塞尔维亚军队开火。", [("塞尔维亚军队", "military:RS")]),
        ("土軍以戰機轟炸阿夫林。", [("土軍", "military:TR")]),
        ("以色列军方宣布，以战机空袭了加沙。", [("以色列军方", "military:IL"), ("以战机", "military:IL")]),
        # kings with their numbers, names that segmentation cuts, a house that is no body
        ("君士坦丁十一世战死。", [("君士坦丁十一世", "person:君士坦丁十一世")]),
        ("全国觉醒委员会宣布停火。", [("全国觉醒委员会", "org:全国觉醒委员会")]),
        ("暴民冲进法国驻班加西领事馆。", [("暴民", "generic:暴民"), ("法国", "state:FR")]),
        ("叛军在古巴哈瓦那签署协议。", [("叛军", "generic:叛军")]),
    ],
)
def test_whom_the_text_names(text: str, who: list[tuple[str, str]]) -> None:
    assert found(text) == who


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("快速支援部队袭击城镇。该部队否认。", "group:rsf"),
        ("世界粮食计划署撤出。该机构谴责袭击。", "org:wfp"),
        ("世界卫生组织警告，真主党占领城镇，该组织否认。", "group:hezbollah"),
        # in a war at home, the army of the state that the text is about
        ("青年党袭击城镇，青年党撤退。索马里多地戒严，士兵随后搜查。", "military:SO"),
        ("普京抵达。他宣布戒严。", "person:普京"),
        ("朝鲜人民军南下。人民军占领汉城。", "military:KP"),
        ("苏丹武装部队（下称军方）撤退。军方否认。", "military:SD"),
        ("叙利亚内战爆发，叙利亚北部陷入战火。政府军反攻。", "military:SY"),
        ("法军进攻清军。双方激战。", "military:FR"),
        # soldiers and those who hold a place, by who fights whom
        ("乌军撤出城镇，部队随后向西推进。", "military:UA"),
        ("法军与清军交战。法军进攻要塞，守军投降。", "military:qing"),
    ],
)
def test_whom_a_word_means_that_points_back(text: str, last: str) -> None:
    ids = [ident for _, ident in found(text)]
    assert last in ids


def test_both_sides_are_two_actors_at_one_place() -> None:
    doc = read("法军进攻清军。双方激战。")
    both = [m for m in doc._.actors if doc.text[m.start : m.end] == "双方"]
    assert {m.actor.id for m in both} == {"military:FR", "military:qing"}
    assert {m.via for m in both} == {"pronoun"}


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("法国与越盟签署协议，前者承诺撤军。", "前者", "state:FR"),
        ("法国与越盟签署协议，前者承诺撤军，后者停火。", "后者", "group:viet-minh"),
        ("法军占领要塞。乌军反攻，将其逐出城镇。", "其", "military:FR"),
        ("普京抵达。基辅要求其下台。", "其", "person:普京"),
        ("利比亚遇袭。民族团结政府（下称团结政府）否认。团结政府部队反击。", "团结政府部队", "org:gna"),
        ("日方公布己方阵亡人数。", "己方", "military:JP"),
        ("俄军总司令沙尔曼宣称其部占领该镇。", "其部", "military:RU"),
        ("法军进攻叛军。法军攻占要塞，打死十名士兵。", "士兵", "generic:士兵"),
    ],
)
def test_one_word_points_back_to_one(text: str, word: str, who: str) -> None:
    assert [ident for written, ident in found(text) if written == word] == [who]
