"""Chinese assertion: who vouches for an event, by the cue before it."""

from __future__ import annotations

import pytest

from stages.flat_helper import records


@pytest.mark.parametrize(
    ("text", "trigger", "status", "source"),
    [
        # what they call themselves is no claim of what they did
        ("自称“护国军”的民兵袭击了村庄。", "袭击", "asserted", None),
        # what a word means is no claim; nor is he the speaker whom the speaker is only said to be against
        ("叛乱是指自2012年起叛军对机场的袭击。", "袭击", "asserted", None),
        ("不满内阁的军官在首都哗变，宣布接管政权。", "接管政权", "claimed", "军官"),
        ("叛军攻占机场。", "攻占", "asserted", None),
        ("叛军宣称已攻占机场。", "攻占", "claimed", "叛军"),
        ("俄国防部周五宣布，撤军已于凌晨完成。", "撤军", "claimed", "俄罗斯国防部"),
        ("总统泽连斯基表示，乌军收复了该镇。", "收复", "claimed", "泽连斯基"),
        ("乌克兰指责俄军轰炸医院。", "轰炸", "claimed", "乌克兰政府"),
        ("据报叛军袭击了该镇。", "袭击", "alleged", None),
        ("据路透社报道，叛军袭击了该镇。", "袭击", "alleged", "路透社"),
        ("据联合国估计，交火造成30人死亡。", "交火", "claimed", "联合国"),
        # who counts vouches for the figure alone
        ("据联合国统计，交火造成30人死亡。", "交火", "asserted", None),
        ("日本政府否认屠杀平民。", "屠杀", "denied", "日本政府"),
        ("叛军未能攻占机场。", "攻占", "negated", None),
        ("叛军试图夺取该镇未果。", "夺取", "negated", None),
        ("普京下令俄军撤离。", "撤离", "planned", "普京"),
        ("法国计划出兵马里。", "出兵", "planned", "法国政府"),
        ("美国要求日本撤军。", "撤军", "requested", "美国政府"),
        ("叛军可能进攻首都。", "进攻", "hypothetical", None),
        # an act that is done in being said
        ("普京下令戒严。", "戒严", "asserted", None),
        # the cue of another clause does not reach
        ("叛军计划撤退，政府军随即进攻。", "进攻", "asserted", None),
        # an act of speech is asserted
        ("总统表示，将要求法国援助。", "要求", "planned", "总统"),
        # what happened during an attempt
        ("领袖企图突围时被击毙。", "被击毙", "asserted", None),
        # what is done to an attack, and no time to come
        ("当局将袭击归咎于叛军。", "袭击", "asserted", None),
        ("当局将释放人质。", "释放", "planned", "当局"),
        # who announces it in one clause does it, or is going to
        ("总统宣布辞职。", "辞职", "asserted", None),
        ("双方同意停火。", "停火", "asserted", None),
        ("叛军宣布全数撤回山区。", "撤回", "planned", "叛军"),
        ("叛军宣布已撤离该镇。", "撤离", "claimed", "叛军"),
        ("国会批准出兵马里。", "出兵", "planned", "国会"),
        # without resistance is no denial
        ("叛军未遇抵抗进入喀土穆。", "进入", "asserted", None),
        # an hour is no word for what went before
        ("总统要求以军在下午6时前撤离加沙。", "撤离", "requested", "总统"),
        # the trigger says itself that it came to nothing
        ("叛军围攻该城，三月不下。", "不下", "negated", None),
        # without which it was done
        ("日本海军未经宣战即袭击港口。", "宣战", "negated", None),
        ("日本海军未经宣战即袭击港口。", "袭击", "asserted", None),
        # what nearly happened, and what people had to fear
        ("该城几至陷落。", "陷落", "negated", None),
        ("村民面临驱离。", "驱离", "hypothetical", None),
        # what goes against an announcement the narrator says
        ("总统宣布该市已获解放，但叛军仍然顽抗。", "顽抗", "asserted", None),
        # what came of an announcement, or some time behind it, is the narrator's
        ("总统宣布推迟大选，首都随即爆发示威。", "示威", "asserted", None),
        ("叛军声称击毙20人，三天后撤离该镇。", "撤离", "asserted", None),
        ("总统表示，叛军攻占机场，政府军随即反攻。", "反攻", "claimed", "总统"),
        # without a thing is no denial of what came about
        ("日军未经宣战即突袭旅顺。", "突袭", "asserted", None),
        # an order that is asked for; what is laid down; what is agreed to but no agreement
        ("议会要求总统下令撤军。", "撤军", "requested", "议会"),
        ("双方签署声明，规定叛军须于年底前撤离该镇。", "撤离", "planned", "叛军"),
        ("叛军同意在年底前解除武装。", "解除武装", "planned", "叛军"),
        # who was pressed to it did it
        ("在皇帝催促下，守军出关。", "出关", "asserted", None),
        # what is to come, with an adverb or a leading verb before it
        ("乌方表示将继续反攻。", "反攻", "planned", "乌克兰政府"),
        ("军方将全面反攻。", "反攻", "planned", "军方"),
        ("叛军将首都包围。", "包围", "asserted", None),
        # what could not be confirmed may have been
        ("警方称无法证实爆炸造成伤亡。", "爆炸", "claimed", "警方"),
        # what is announced ends with its clause, where the next opens with something else
        ("总统宣布全国戒严，并向边境增派军队。", "增派", "asserted", None),
        ("总统宣布戒严，军队随后占领电视台，打死三名记者。", "打死", "asserted", None),
        ("国防部宣布攻占该镇，击毙叛军40人。", "攻占", "claimed", "国防部"),
        ("叛军宣布，部队已攻占机场，政府军投降。", "投降", "claimed", "叛军"),
        # words of one character behind who says so
        ("军方划设安全区，但人权组织指该区遭到炮击。", "炮击", "claimed", "人权组织"),
        ("提人阵发射火箭，指厄军越境。", "越境", "claimed", "提格雷人民解放阵线"),
        # what an order or a proposal only was
        ("总统拒绝了同时撤兵的提议。", "撤兵", "requested", None),
        ("部队接到撤退命令，但没有执行。", "撤退", "negated", None),
        ("皇帝大怒，急令守军反攻。", "反攻", "planned", "皇帝"),
        ("总督下令撤退，途中遭到伏击。", "撤退", "asserted", None),
        ("法国政府否认曾下令屠杀村民。", "屠杀", "denied", "法国政府"),
        # an attempt that the next clause says was thwarted
        ("叛军试图突围，被政府军击退。", "突围", "negated", None),
        ("原定于6月举行的会谈因边境局势紧张而取消。", "会谈", "negated", None),
        # what would be done if, or is only feared or feigned
        ("若谈判破裂，以军将再次进攻。", "谈判破裂", "hypothetical", None),
        ("守将以途中恐遭伏击为由拒绝。", "拒绝", "asserted", None),
        ("敌军佯装撤退。", "撤退", "negated", None),
        # how many there may have been is no doubt that it was
        ("联合国报告认为，战斗中可能有多达4万名平民丧生。", "战斗", "claimed", "联合国"),
        # generals are no time to come
        ("诸将撤退。", "撤退", "asserted", None),
        # a word that only holds a cue
        ("会议期间叛军袭击首都。", "袭击", "asserted", None),
        # what is to be, or was not agreed upon
        ("谈判将于下周恢复。", "谈判", "planned", None),
        ("双方未能就边界问题达成共识。", "达成", "negated", None),
        # an order that cost lives was carried out
        ("旅长命令士兵向人群射击，12人毙命。", "射击", "asserted", None),
        # a character of a name
        ("图瓦克人武装伏击了车队。", "伏击", "asserted", None),
        # the object before what was done with it
        ("政府宣布将该岛并入本国。", "并入", "asserted", None),
        # nothing was found that says so
        ("委员会未发现证据表明政府军参与了屠杀。", "屠杀", "negated", None),
        # who tells it to somebody; a spokesman speaks for the body before him
        ("幸存者告诉调查人员，叛军绑架了村民。", "绑架", "claimed", "幸存者"),
        ("巴基斯坦军方发言人說，空軍誤炸了村莊。", "誤炸", "claimed", "巴军"),
        # what is done in return
        ("叛军将释放人质，以换取政府军撤离。", "撤离", "planned", "叛军"),
        # who accuse each other say nothing of what follows
        ("俄乌互相指责，居民逃离。", "逃离", "asserted", None),
        # of those who were seized and those who did it the latter ask
        ("张学良扣押蒋介石，要求停火。", "停火", "requested", "张学良"),
        # who plotted an attack is said to have done it
        ("政府指责叛军策划了对机场的袭击。", "袭击", "claimed", "政府"),
    ],
)
def test_who_vouches(text: str, trigger: str, status: str, source: str | None) -> None:
    record = next(r for r in records(text) if r.trigger.text == trigger)
    assert (record.assertion.status, record.assertion.source and record.assertion.source.name) == (
        status,
        source,
    )
