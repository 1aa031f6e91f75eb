"""Chinese places: names of the gazetteer and of tables, sites by their nouns, names by the words around them."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.engines.flat.places.homonyms import homonyms
from dateline.engines.places.own_places import gazetteer_of
from stages.flat_helper import read, records


def found(text: str) -> list[tuple[str, str, str | None]]:
    doc = read(text)
    return [(doc.text[m.start : m.end], m.place.precision, m.place.country) for m in doc._.places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("德军占领基辅。", [("基辅", "exact", "UA")]),
        ("法軍攻佔河內。", [("河內", "exact", "VN")]),
        ("双方在赫尔松附近交火，乌军撤退。", [("赫尔松", "near", "UA")]),
        ("日军在鸭绿江渡河。", [("鸭绿江", "area", None)]),
        ("难民逃往乍得。", [("乍得", "country", "TD")]),
        # a site behind its town is a place of its own
        ("日机轰炸杭州笕桥机场。", [("杭州", "exact", "CN"), ("笕桥机场", "exact", "CN")]),
        ("克里米亚大桥爆炸。", [("克里米亚大桥", "exact", "UA")]),
        # a name that no table has behind the division where it lies
        ("叛军占据博尔诺州的卡乌望，随后撤走。", [("博尔诺州", "area", "NG"), ("卡乌望", "area", "NG")]),
        ("士兵在博尔诺州卡乌望枪杀村民。", [("博尔诺州", "area", "NG"), ("卡乌望", "area", "NG")]),
        # what is called after a place lies in none
        ("林肯式轰炸机投弹。", []),
        # names of the own table, also after their usage in Taiwan
        ("叛軍攻佔荷姆斯。", [("荷姆斯", "exact", "SY")]),
        ("俄軍轟炸札波羅熱。", [("札波羅熱", "exact", "UA")]),
        ("日军夺取203高地，切断M4公路。", [("203高地", "exact", "CN"), ("M4公路", "area", None)]),
        # a state before the name of its division, the soil of a state in short
        ("俄军进入乌克兰苏梅州。", [("乌克兰", "country", "UA"), ("苏梅州", "area", "UA")]),
        ("俄军轰炸叙利亚，击中叙境内目标。", [("叙", "country", "SY")]),
        # a name that no table has
        ("叛军攻占了多年来被围的港口城市卡布代雷。", [("卡布代雷", "unknown", None)]),
        ("部队渡过谢伊姆河上的桥梁。", [("谢伊姆河", "area", None)]),
        ("叛军攻占了卡布卡泽耶。", [("卡布卡泽耶", "unknown", None)]),
        ("叛军攻占距首都400公里的迪拉巴利。", [("迪拉巴利", "unknown", None)]),
        # towns that the gazetteer has under no Chinese name; sites where their town lies
        ("阿塞拜疆军队收复菲祖利。", [("菲祖利", "exact", "AZ")]),
        ("红军渡过大渡河，攻占泸定桥。", [("大渡河", "area", "CN"), ("泸定桥", "exact", "CN")]),
        ("苏丹武装部队炮击法希尔机场。", [("法希尔机场", "exact", "SD")]),
        ("叛军进入喀布尔，占领总统府。", [("喀布尔", "exact", "AF"), ("总统府", "exact", "AF")]),
        # words that only look like names of places: of ships, offices, persons, deeds
        ("“哈尔科夫”号触雷沉没。", []),
        ("直隶总督下令撤退。", []),
        ("守军开城投降。", []),
        ("红军长征途中被围。", []),
        ("叛军袭击了两座监狱。", []),
        ("总统阿什拉夫·加尼下台，当晚加尼出走。", []),
        ("叛军在四州戒严。", []),
        ("守军向西北突围。", []),
        ("清军切断守军的淡水供应。", []),
        ("两城相继陷落。", []),
        # lists that the words behind them close, a site in or near another place, a known one behind a conjunction
        (
            "日军相继攻占卡洛尼、尤溪口、闽清诸城。",
            [("卡洛尼", "unknown", None), ("尤溪口", "unknown", None), ("闽清", "unknown", None)],
        ),
        ("苏军停火，但维堡仍在交火。", [("维堡", "exact", "RU")]),
        ("敌军入湘，次日退入鄂境。", [("湘", "area", "CN"), ("鄂境", "area", "CN")]),
        ("叛军进攻桑马腾加省巴尔萨洛戈镇。", [("桑马腾加省", "area", None), ("巴尔萨洛戈镇", "exact", "BF")]),
        # a town in its walls, a division and what lies around it
        ("清军兵临南京城下。", [("南京城", "exact", "CN")]),
        ("政府军进攻锦州地区。", [("锦州", "exact", "CN")]),
        # towns, divisions and sites of wars of all eras
        ("拿破仑在瓦格拉姆取胜。", [("瓦格拉姆", "exact", "AT")]),
        ("英軍退守帕德貝赫。", [("帕德貝赫", "exact", "ZA")]),
        ("叛军攻占坦噶尼喀省的卡巴洛。", [("坦噶尼喀省", "area", "CD"), ("卡巴洛", "exact", "CD")]),
        ("伊军收复席林堡。", [("席林堡", "exact", "IR")]),
        # of two places of one name that of the country that the text names
        ("黎巴嫩长枪党民兵进入萨布拉。", [("萨布拉", "exact", "LB")]),
        ("总统出走塔吉克斯坦。", [("塔吉克斯坦", "country", "TJ")]),
        ("数百人涌上街头欢庆。", []),
        # the house that one state keeps in the land of another lies in that land
        ("示威者冲入英国驻德黑兰大使馆。", [("德黑兰", "exact", "IR")]),
        ("抗议者纵火焚烧沙特驻马什哈德总领事馆。", [("马什哈德", "exact", "IR")]),
        # what no table has lies where the place before it does, or in the state that opens its name
        ("战斗在喀土穆阿尔奥兹医院打响。", [("喀土穆", "exact", "SD"), ("阿尔奥兹医院", "exact", "SD")]),
        ("谢尔诺村于1月3日被第11装甲师夺回。", [("谢尔诺村", "unknown", None)]),
        ("政府军空袭实皆省敏加巴村。", [("实皆省", "area", "MM"), ("敏加巴村", "area", "MM")]),
        ("车队驶入乍得北部边境城镇泽拉。", [("乍得北部", "area", "TD"), ("泽拉", "area", "TD")]),
        ("联军飞机轰炸埃及机场。", [("埃及机场", "area", "EG")]),
        ("暴徒冲入美国国会大厦。", [("美国国会大厦", "exact", "US")]),
        ("枪手在伊斯坦布尔雷纳夜总会开火。", [("伊斯坦布尔", "exact", "TR"), ("雷纳夜总会", "exact", "TR")]),
        ("谈判在卡塔尔多哈破裂。", [("卡塔尔", "country", "QA"), ("多哈", "exact", "QA")]),
        ("叛军炮击加济安泰普一处繁忙路口。", [("加济安泰普", "exact", "TR")]),
        # a state may hold a post abroad, its palace may speak, its name may say whose president it is
        ("部队击中阿塞拜疆阵地。", []),
        ("乍得总统府发表声明说，叛军已被击退。", []),
        ("叛军在塞尔维亚总统斡旋下撤军。", []),
        ("土军发起“幼发拉底之盾”行动。", []),
        # names that segmentation cuts
        ("叛军攻占迈舒拉。", [("迈舒拉", "unknown", None)]),
        ("去年，武装分子袭击了巴加里镇。", [("巴加里镇", "exact", "NG")]),
        ("成吉思汗遣将攻邠城。", [("邠城", "unknown", None)]),
        ("黃巢攻亳州。", [("亳州", "exact", "CN")]),
    ],
)
def test_which_places_the_text_names(text: str, places: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # of towns of one name that which the country and the places around it speak for
        ("委内瑞拉警察在瓦伦西亚开枪，加拉加斯也有两人中弹。", "瓦伦西亚", "VE"),
        ("西班牙政府从马德里迁往瓦伦西亚。", "瓦伦西亚", "ES"),
        ("尼加拉瓜叛军烧毁了格拉纳达，马那瓜也遭洗劫。", "格拉纳达", "NI"),
        ("黎巴嫩北部的的黎波里爆发冲突。", "的黎波里", "LB"),
        ("古巴起义军包围了圣地亚哥，随后逼近哈瓦那。", "圣地亚哥", "CU"),
        ("智利空军轰炸圣地亚哥，瓦尔帕莱索也被占领。", "圣地亚哥", "CL"),
        ("加利福尼亚州圣何塞的警察开枪打伤一人。", "圣何塞", "US"),
        ("布尔人围攻莱迪史密斯，英军自德班前往纽卡斯尔。", "纽卡斯尔", "ZA"),
        # one of the country or the area that stands before it
        ("厄瓜多尔军方说，空军轰炸了厄瓜多尔安戈斯图拉。", "安戈斯图拉", "EC"),
        ("游击队在考卡省布宜诺斯艾利斯袭击了一支部队。", "布宜诺斯艾利斯", "CO"),
        # a small one of a land of which the text tells nothing is not meant, nor what only begins like a town
        ("爱尔兰起义军在阿什本伏击警队，都柏林城内激战。", "阿什本", None),
        ("比利时守军在乌法利兹会师，巴斯托涅解围。", "乌法利兹", None),
        # the name of a state that is a town's in the land of the story
        ("菲律宾军队进入马拉维，棉兰老岛戒严。", "马拉维", "PH"),
        ("马拉维警察在布兰太尔开枪，难民逃离马拉维。", "马拉维", "MW"),
        ("伊朗军队在克尔曼击落一架美国无人机，美军否认。", "克尔曼", "IR"),
    ],
)
def test_of_places_of_one_name_that_is_meant_to_which_the_text_leads(
    text: str, name: str, country: str | None
) -> None:
    assert [land for words, _, land in found(text) if words == name] == [country]


def test_a_town_of_a_country_that_the_text_does_not_speak_of_has_no_point() -> None:
    [(_, precision, country)] = found("清军江南大营失守。")
    assert (precision == "exact", country) in ((False, "CN"), (False, None))


def test_the_town_is_that_of_the_country_most_spoken_of() -> None:
    [(_, _, country)] = [p for p in found("韩军撤退，韩国政府南迁。大田失守。") if p[0] == "大田"]
    assert country == "KR"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("喀土穆爆发交火，苏丹陷入内战。首都遭空袭。", "喀土穆"),
        ("苏丹陷入内战，战火蔓延苏丹各地，遍及全国。", "苏丹"),
        ("乌军越过第聂伯河。俄军撤离东岸。", "第聂伯河东岸"),
        ("日军进攻虹桥机场。守军撤出机场。", "虹桥机场"),
        ("塞瓦斯托波尔围攻战\n德军进攻。守军撤退。援军抵达。部队集结。苏军夺回要塞。", "塞瓦斯托波尔"),
        ("马里军收复加奥，马里战事扩大。叛军在北部集结。", "马里北部"),
    ],
)
def test_what_a_noun_of_a_place_means(text: str, place: str) -> None:
    assert read(text)._.places[-1].place.name == place


@pytest.mark.parametrize(
    "text",
    [
        "法希尔围城战\n苏丹武装部队守住法希尔。总统飞往东京会谈。该市再遭炮击。",
        "法希尔围城战\n苏丹武装部队守住法希尔。\n开罗6月10日电　该市再遭炮击。",
    ],
)
def test_that_town_is_neither_abroad_nor_where_it_is_told(text: str) -> None:
    assert read(text)._.places[-1].place.name == "法希尔"


def test_that_town_is_not_where_others_met_abroad() -> None:
    text = (
        "叛军攻入乌维拉，此时距两国总统在华盛顿签署协议不到一周，驻守当地的军队被迫后撤。刚果民主共和国沉默。"
    )
    assert [p.place.name for p in read(text)._.places if p.score][-1] == "乌维拉"


def test_nothing_happened_where_it_is_but_told() -> None:
    doc = read("开罗6月10日电　叛军发动进攻。")
    assert [e.place for e in doc._.events] == [None]


def test_every_town_of_the_table_is_the_one_it_says() -> None:
    gazetteer = gazetteer_of()
    for row in data.load_tsv("zh", "town_names.tsv"):
        town = gazetteer.by_id(int(row["id"]))
        assert town is not None and (town.name, town.country) == (row["town"], row["country"])


def test_every_point_of_the_table_is_on_the_globe() -> None:
    for row in data.load_tsv("zh", "own_places.tsv"):
        assert row["precision"] != "exact" or (row["lat"] and row["lon"]), row["name"]
        assert not row["lat"] or (abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180)


def test_a_place_that_points_back_is_the_last_one() -> None:
    doc = read("日军进攻罗店。守军夺回该镇。")
    first, second = doc._.places
    assert first.place == second.place


def test_what_no_place_is_told_of_happened_where_the_title_says() -> None:
    doc = read("塞瓦斯托波尔围攻战\n1942年6月7日，德军发动进攻。")
    assert [doc._.places[i].place.name for e in doc._.events if (i := e.place) is not None] == [
        "塞瓦斯托波尔"
    ]


def test_who_wages_a_war_is_not_where_it_is_fought() -> None:
    text = "比萨—热那亚战争\n\n1284年8月，两军在莱里奇遭遇。\n\n9月2日，弹药库爆炸。"
    assert [r.place.name if r.place else None for r in records(text)] == ["莱里奇", None]
    siege = "比萨—热那亚战争\n\n1284年8月，敌军包围莱里奇。守军突围未果。9月2日，敌军突入城内。"
    assert records(siege)[-1].place.name == "莱里奇"
    along = "1284年8月，比萨—热那亚公路沿线爆发战争。9月2日，敌军突入城内。"
    assert records(along)[-1].place.name == "比萨"


def test_an_attribute_before_a_place_tells_of_another_event_there() -> None:
    doc = read("政府军占领已被守军放弃的霍姆斯。")
    assert {doc._.places[i].place.name for e in doc._.events if (i := e.place) is not None} == {"霍姆斯"}


def test_a_force_that_flees_is_where_it_flees_to_and_one_that_withdraws_where_it_left() -> None:
    doc = read("6月1日，叛军攻占基辅，政府军退往敖德萨。")
    assert [r.place.name for r in doc._.records if r.event_type == "withdrawal" and r.place] == ["基辅"]
    doc = read("6月1日，叛军攻占基辅，总统逃往敖德萨。")
    assert [r.place.name for r in doc._.records if r.event_type == "withdrawal" and r.place] == ["敖德萨"]


def test_the_place_in_another_one_is_meant() -> None:
    doc = read("一支车队在布基纳法索边境地带的特拉镇遇袭。")
    assert [r.place.name for r in doc._.records if r.place] == ["特拉镇"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("法军空袭乍得，法军再炸乍得。亚美尼亚国防部说，该国西部遭到炮击。", "AM"),
        ("法国总统下令撤军，法国议会批准。中非共和国内战再起，塞雷卡武装在该国东北部发难。", "CF"),
    ],
)
def test_that_country_is_the_one_named_last(text: str, country: str) -> None:
    """Neither the one most spoken of, nor one by whose sign the name of a group begins."""
    assert ("该国", "country", country) in found(text)


def test_the_tables_of_namesakes_are_made_once_for_all_documents() -> None:
    read("叛军攻占加奥。")
    made = homonyms.cache_info().misses
    read("次日，政府军撤出圣地亚哥。")
    assert homonyms.cache_info().misses == made
