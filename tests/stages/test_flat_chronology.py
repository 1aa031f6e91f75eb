"""Chinese dates in their narrative: dispatches, lists of days, steps over the end of a year."""

from __future__ import annotations

import pytest

from dateline.build import build
from stages.flat_helper import LANG


def values(text: str) -> dict[str, str]:
    """The value of each time expression of a text; of two that are written alike the last."""
    doc = build(LANG)(text)
    return {
        text[timex.start : timex.end]: value.timex
        for timex, value in zip(doc._.timexes, doc._.chronology.values, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "timex", "value"),
    [
        # a dispatch says when it was written: in brackets, or on a line of its own
        ("【安曼2019年3月21日电】停火协议20日凌晨1时生效。", "20日凌晨1时", "2019-03-20T01:00"),
        ("【安曼2019年3月21日電】本月6日晚，軍警開槍。", "本月6日晚", "2019-03-06TEV"),
        ("【安曼2019年3月21日电】本月6日，军警开槍。2日，议会散会。", "2日", "2019-03-02"),
        ("内罗毕1月31日电\n2009年10月27日，叛军起事。\n11月2日，首府失守。", "1月31日", "2010-01-31"),
        ("内罗毕1月31日电\n2009年10月27日，叛军起事。\n11月2日，首府失守。", "11月2日", "2009-11-02"),
        ("内罗毕1月31日电\n2009年10月27日，叛军起事。\n1月3日，停火。", "1月3日", "2010-01-03"),
        # a day in a heading lends no month to the days of later months
        (
            "内罗毕1月31日电\n2009年10月27日，叛军起事。\n11月8日，截至9日已有五万人逃离。",
            "9日",
            "2009-11-09",
        ),
        # the next year of a story that a step of weeks took over the end of one
        ("1958年12月25日，敌军进攻，两周后攻占首都。次年1月底，他出访。", "次年1月底", "1959-01"),
        ("1958年6月25日，敌军进攻，两周后攻占首都。次年1月底，他出访。", "次年1月底", "1959-01"),
        # who looks back a night does not take the story with him
        ("2014年1月5日，叛军宣布，老城的守军前一晚投降。第二天，他证实此事。", "前一晚", "2014-01-04TEV"),
        ("2014年1月5日，叛军宣布，老城的守军前一晚投降。第二天，他证实此事。", "第二天", "2014-01-06"),
        # a time of day behind its subject
        ("2014年1月5日，叛军拂晓攻城。", "拂晓", "2014-01-05TMO"),
        ("1804年元旦，该国独立。", "1804年元旦", "1804-01-01"),
        ("1979年2月17日开战，部队下旬占领该市。", "下旬", "1979-02"),
        # since when something has not been seen
        ("1979年2月17日开战，这是1974年3月停火以来最大的战斗。次日，城陷。", "次日", "1979-02-18"),
        # what is planned, demanded or put off does not move the story
        ("2015年4月14日，他宣布军队将自5月1日起撤离，并于9月11日前撤完。5月，城陷。", "5月", "2015-05"),
        ("2015年2月3日，协议规定12月31日前解除武装。3月5日，战斗再起。", "3月5日", "2015-03-05"),
        ("2015年2月3日，他们限守军于10日前投降。8日，叛军攻城。", "10日", "2015-02-10"),
        ("1998年10月5日，司令威胁于12日攻城，两天后又改口。", "两天后", "1998-10-07"),
        ("1950年8月3日，选举推迟到10月举行。9月5日，城陷。", "9月5日", "1950-09-05"),
        # a few days or months later, and the day after a part of a month
        ("1942年3月8日，城陷；数日后，将军抵达。", "数日后", "1942-03"),
        ("1942年3月28日，城陷；数日后，将军抵达。", "数日后", "FUTURE_REF"),
        ("1942年1月8日，城陷；将军数月后被免职。", "数月后", "1942"),
        ("1942年3月初，两军交战，次日城陷。", "次日", "1942-03"),
        ("1942年3月8日，城陷。入夏后，叛军反攻。", "入夏后", "1942-SU"),
        ("1942年10月8日，城陷。入冬后，叛军反攻。", "入冬后", "1942-WI"),
        # a day that is told of a place, not of a noun
        (
            "安曼2024年8月16日电 军警14日下午在北部巴尔省的市场遭到袭击。当晚，军方撤离。",
            "当晚",
            "2024-08-14TEV",
        ),
        # a day of the week before that of the dispatch
        ("安曼2024年8月16日电 这场突袭始于上周二清晨。", "上周二清晨", "2024-08-06TMO"),
        ("安曼2024年8月16日电 这场突袭始于上周二清晨。次日，军方撤离。", "次日", "2024-08-07"),
        ("安曼2024年8月16日电 双方上月5日签署协议。", "上月5日", "2024-07-05"),
        # what came to light or was done only years later does not take the story along
        ("1951年3月6日，村民遇害，此事直到翌年9月才被披露。4月2日，城陷。", "4月2日", "1951-04-02"),
        ("1951年3月6日，将军被俘，后于1957年2月1日获释。4月2日，城陷。", "4月2日", "1951-04-02"),
        ("1951年3月6日，将军被俘，后于1957年2月1日获释。次年4月，城陷。", "次年4月", "1952-04"),
        ("1951年3月，战线僵持，直到1953年5月叛军才攻占该城。6月，停战。", "6月", "1953-06"),
        ("1951年3月6日，军方以前一年8月选举舞弊为由发动政变。次日，城陷。", "次日", "1951-03-07"),
        # what had been before where the story stands is of its month
        ("1951年3月21日，城陷。援军此前于9日占领渡口。", "9日", "1951-03-09"),
        # who steps back does not step on from there
        ("1951年3月21日，城陷。该国前一日宣战，三天后又撤军。", "三天后", "1951-03-24"),
        # the new year that begins, and its first month
        ("1951年12月21日，城陷。进入新年后，叛军9日攻占港口。", "9日", "1952-01-09"),
        # reigns, and the days of the old calendar
        ("嘉靖三十四年五月，倭寇犯境。六月初五，官军出击。", "六月初五", "1555-06-05"),
        # the year of a reign that stands behind it, or of the reign told last
        ("前凉太始二年（356年）三月，两国交兵。", "太始二年（356年）三月", "0356-03"),
        ("元狩四年（前119年）春，两军出塞。", "元狩四年（前119年）春", "BC0119-SP"),
        ("绍兴十年七月，官军北伐。十一年四月，停战。", "十一年四月", "1141-04"),
        # the same day in our calendar, which may lie in the next year, is the day
        (
            "天宝十四载（755年）十二月十二日（1月18日），城陷。",
            "天宝十四载（755年）十二月十二日",
            "0756-01-18",
        ),
        ("咸丰三年二月初十（1853年3月19日），城陷。", "咸丰三年二月初十", "1853-03-19"),
        ("1592年5月23日（万历二十年四月十三日），敌军登陆。", "万历二十年四月十三日", "1592-05-23"),
        ("1592年5月23日（万历二十年四月十三日），敌军登陆。", "1592年5月23日", "1592-05-23"),
        ("正统十四年十月，敌军围城，初九日撤军。", "初九日", "1449-10-09"),
        ("1917年11月7日（俄历10月25日），起义爆发。", "10月25日", "1917-11-07"),
        ("1917年10月25日（公历11月7日），起义爆发。", "1917年10月25日", "1917-11-07"),
        # "that day" is the day told right before, though the story did not go there
        ("1951年3月21日，城陷。两天前，渡口失守，当晚守军撤离。", "当晚", "1951-03-19TEV"),
        ("1951年3月21日，城陷。援军此前于9日抵达，当天遇伏。", "当天", "1951-03-09"),
        ("1941年6月22日（星期日）凌晨3时，敌军越境。", "1941年6月22日（星期日）凌晨3时", "1941-06-22T03:00"),
        # a decade of the century of the story
        ("1975年6月，该国独立。至80年代末，已有百万人逃离。", "80年代末", "198"),
    ],
)
def test_date_in_its_narrative(text: str, timex: str, value: str) -> None:
    assert values(text)[timex] == value


def test_words_that_only_look_like_a_day() -> None:
    assert not values("但是日军拒绝撤离，该邦同日本结盟。")
