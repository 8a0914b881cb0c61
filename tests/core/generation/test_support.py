"""What a source says in other words is supported, what it does not say is not; in two languages.

The pairs are written for this test: what careful models write, and what careless ones do.
"""

import pytest

from core.generation.support import other_script, supports

HANDBOOK = (
    "The lighthouse of Saltby was built in 1874 by John Reed, a merchant from Hull. It was opened"
    " to the public in 1921 and receives about 12,000 visitors a year."
)
FEES = "Adults pay 12 euros. Children under 14 pay 5 euros, families 28 euros."
DOGS = "Dogs are welcome in the garden but must not enter the museum."
LEAVE = (
    "Employees receive 25 days of paid leave each year. Leave that was not taken by 31 March of the"
    " following year expires. Requests must reach the line manager two weeks in advance."
)
SERVER = "The backup runs every night at 02:30. Copies older than 90 days are deleted."
REPORT = "青禾公司全年净利润为1860万元，比上年增长12.7%。全年研发投入为1035万元，占营业收入的6.2%。"
RULES = (
    "员工每年享有十二天带薪年假。未在次年三月三十一日前休完的年假作废。"
    "请假须提前两周向直属主管申请。"
)
BARN = "谷仓于2024年6月3日入库小麦214包，由安娜·伯格签收。受潮的17包未入库。"
MUSEUM = "博物馆每周二至周日开放，周一闭馆。六岁以下儿童免费，不得携带宠物入内。"

SAID = [
    ("John Reed built the lighthouse of Saltby in 1874.", HANDBOOK),
    ("The lighthouse was constructed in 1874 by the merchant John Reed.", HANDBOOK),
    ("About 12000 visitors come to the lighthouse each year.", HANDBOOK),
    ("According to the handbook, the Saltby lighthouse opened to the public in 1921.", HANDBOOK),
    ("Yes, the public can visit it since it opened in 1921.", HANDBOOK),
    ("Children under 14 pay 5 euros.", FEES),
    ("The fee for adults is 12 euros.", FEES),
    ("Families pay 28 euros and adults 12 euros.", FEES),
    ("**Adults** pay 12 euros, children 5 euros.", FEES),
    ("Dogs must not enter the museum.", DOGS),
    ("Dogs are not allowed to enter the museum.", DOGS),
    ("In the garden, dogs are welcome.", DOGS),
    ("Employees are entitled to 25 days of paid leave a year.", LEAVE),
    ("Leave not taken by 31 March of the following year is lost (it expires).", LEAVE),
    ("Requests must reach the manager two weeks in advance.", LEAVE),
    ("Backups run nightly at 2:30.", SERVER),
    ("Copies are deleted when they are older than 90 days.", SERVER),
    ("全年净利润达到1860万元。", REPORT),
    ("青禾的净利润为 1,860 万元，同比增长 12.7%。", REPORT),
    ("研发投入占营业收入的6.2%。", REPORT),
    ("根据年度报告，公司全年研发投入1035万元。", REPORT),
    ("每位员工每年有12天带薪年假。", RULES),
    ("年假须在次年3月31日前休完，否则作废。", RULES),
    ("请假需要提前两周向直属主管提出申请。", RULES),
    ("2024年6月3日，谷仓入库了214包小麦。", BARN),
    ("签收人是安娜·伯格。", BARN),
    ("受潮的17包小麦没有入库。", BARN),
    ("博物馆周一闭馆。", MUSEUM),
    ("六岁以下的儿童可以免费参观博物馆。", MUSEUM),
    ("博物馆内不得携带宠物。", MUSEUM),
]
NOT_SAID = [
    ("The lighthouse of Saltby was built in 1847 by John Reed.", HANDBOOK),
    ("The lighthouse of Saltby was built in 1874 by James Cook.", HANDBOOK),
    ("The lighthouse was opened to the public in 1874.", HANDBOOK),
    ("The lighthouse is the tallest in England.", HANDBOOK),
    ("The lighthouse receives about 12,500 visitors a year.", HANDBOOK),
    ("The lighthouse was not built by John Reed.", HANDBOOK),
    ("Children under 14 pay 12 euros.", FEES),
    ("Adults pay 5 euros.", FEES),
    ("Families pay 12 euros.", FEES),
    ("Students pay 8 euros.", FEES),
    ("Dogs are not welcome in the garden.", DOGS),
    ("Dogs may enter the museum.", DOGS),
    ("Cats are welcome in the café.", DOGS),
    ("Employees receive 31 days of paid leave each year.", LEAVE),
    ("Leave that was not taken by 31 March of the following year never expires.", LEAVE),
    ("Requests need not reach the line manager in advance.", LEAVE),
    ("Employees receive a bonus each year.", LEAVE),
    ("The backup runs every night at 03:30.", SERVER),
    ("Copies older than 90 days are never deleted.", SERVER),
    ("The backup runs every 90 days.", SERVER),
    ("全年净利润为1035万元。", REPORT),
    ("研发投入为1860万元。", REPORT),
    ("全年净利润比上年下降12.9%。", REPORT),
    ("全年净利润为18.6亿元。", REPORT),
    ("公司在上海设有三个研发中心。", REPORT),
    ("员工每年享有二十天带薪年假。", RULES),
    ("未在次年三月三十一日前休完的年假不会作废。", RULES),
    ("请假不须提前向直属主管申请。", RULES),
    ("员工每年可以领取年终奖金。", RULES),
    ("谷仓入库小麦17包。", BARN),
    ("谷仓于2024年7月3日入库小麦214包。", BARN),
    ("受潮的17包已入库。", BARN),
    ("博物馆周一开放。", MUSEUM),
    ("六岁以下儿童不免费。", MUSEUM),
    ("可以携带宠物入内。", MUSEUM),
    ("博物馆设有餐厅和书店。", MUSEUM),
]
# What words alone cannot tell; each stands here so that a better judge shows at once.
MISTAKES = {
    "Yes, the public can visit it since it opened in 1921.",
    "博物馆周一开放。",
}


@pytest.mark.parametrize(("claim", "source"), SAID)
def test_what_is_said_in_other_words_is_supported(claim, source):
    assert supports(claim, [source]) is (claim not in MISTAKES)


@pytest.mark.parametrize(("claim", "source"), NOT_SAID)
def test_what_is_not_said_is_not(claim, source):
    assert supports(claim, [source]) is (claim in MISTAKES)


def test_what_a_reader_knows_besides_counts_but_is_no_source():
    assert not supports("青禾公司2025年全年净利润为1860万元。", ["全年净利润为1860万元。"])
    title = "青禾公司2025年年度报告"
    assert supports("青禾公司2025年全年净利润为1860万元。", ["全年净利润为1860万元。"], title)
    assert not supports("青禾公司2025年年度报告", [], title)


@pytest.mark.parametrize(
    ("claim", "source", "supported"),
    [
        ("The sum is 1.5 million euros.", "The sum is 1,500,000 euros.", True),
        ("The sum is 1.5 billion euros.", "The sum is 1.5 million euros.", False),
        ("投资额为3亿元。", "投资额为30000万元。", True),
        ("投资额为3亿元。", "投资额为3万元。", False),
        ("It was signed on 3 June 2024.", "It was signed on 2024-06-03.", True),
        ("It was signed on 4 June 2024.", "It was signed on 2024-06-03.", False),
        ("共有300名员工。", "共有三百名员工。", True),
        ("There are 3 rooms in the house.", "There are three rooms in the house.", True),
        ("臺灣的淨利潤為1860萬元。", "台湾的净利润为1860万元。", True),
    ],
)
def test_numbers_may_be_spelt_otherwise(claim, source, supported):
    assert supports(claim, [source]) is supported


def test_another_script_is_told():
    assert other_script("灯塔建于1874年。", [HANDBOOK])
    assert not other_script("The lighthouse was built.", [HANDBOOK])
    assert not other_script("1874", [HANDBOOK])


def test_odd_texts_are_judged_at_all():
    for odd in ("", " ", "...", "1", "的", "|" * 500, "不" * 500, "1," * 500, "a b " * 2000):
        for source in ("", "x", HANDBOOK, odd):
            assert isinstance(supports(odd, [source]), bool)
