"""The texts of the sample library, written for Lectern; make_sample.py makes files of them."""

# ruff: noqa: E501 - a paragraph of text is one line.

from typing import Any

Block = tuple[str, Any]
"""("title" | "heading" | "text" | "item", str), ("table", list of rows) or ("page" | "columns" | "next" | "end", "")."""

REPORT_ZH: list[Block] = [
    ("title", "青禾文具有限公司 2025 年度报告"),
    (
        "text",
        "青禾文具有限公司成立于 2009 年，总部设在浙江省宁波市，主要生产线圈本、铅笔和书法用纸。公司在宁波和成都各有一座工厂，产品销往全国三百多座城市的学校和书店。",
    ),
    ("heading", "一、致股东"),
    (
        "text",
        "2025 年原纸价格上涨了近一成，市场竞争也更加激烈。我们没有降低用纸标准，而是把节约放在运输和包装上。全年公司的营业收入首次超过两亿元，客户投诉数量降到五年来的最低水平。",
    ),
    (
        "text",
        "公司董事长林书宁在年初提出“少做几样，做好每样”的方针。一年中我们停产了四十二种销量很小的产品，把工人和机器集中到线圈本和书法用纸上。",
    ),
    ("heading", "二、公司概况"),
    (
        "text",
        "截至 2025 年 12 月 31 日，公司共有员工 318 人，其中研发人员 27 人。宁波工厂负责线圈本和铅笔，成都工厂负责书法用纸。两座工厂都通过了环境管理体系认证。",
    ),
    ("page", ""),
    ("heading", "三、经营业绩"),
    (
        "text",
        "2025 年公司实现营业收入 2.14 亿元，比上年增长 9.2%；净利润为 1860 万元，比上年增长 12.7%。下表列出近三年的主要数据。",
    ),
    (
        "table",
        [
            ["项目（万元）", "2023 年", "2024 年", "2025 年"],
            ["营业收入", "17850", "19600", "21400"],
            ["营业成本", "12900", "14030", "15120"],
            ["研发投入", "610", "742", "1035"],
            ["净利润", "1488", "1650", "1860"],
        ],
    ),
    (
        "text",
        "书法用纸是增长最快的产品，全年收入 6300 万元，比上年增长 21%。铅笔的收入下降了 4%，主要原因是出口订单减少。",
    ),
    ("heading", "四、各地区收入"),
    (
        "table",
        [
            ["地区", "收入（万元）", "占比"],
            ["华东", "9630", "45%"],
            ["西南", "5350", "25%"],
            ["华南", "3852", "18%"],
            ["其他", "2568", "12%"],
        ],
    ),
    ("text", "西南地区的收入第一次超过华南，这得益于成都工厂把送货时间从六天缩短到了两天。"),
    ("page", ""),
    ("heading", "五、研发与质量"),
    (
        "text",
        "研发投入由 742 万元增加到 1035 万元，原因是公司新建了一间恒温恒湿实验室，并为再生纸线圈本购置了试制设备。实验室于 2025 年 6 月启用，可以模拟从零下二十度到五十度的储存环境。",
    ),
    (
        "text",
        "再生纸线圈本的封面使用回收纸浆，内页在强光下不反光。经过三轮试用，来自十二所小学的老师给出的平均评分为 4.6 分（满分 5 分）。该产品计划在 2026 年 3 月上市。",
    ),
    (
        "text",
        "产品抽检合格率为 99.3%。全年共召回一个批次的铅笔，共计 1200 支，起因是笔杆油漆的气味偏重，没有造成任何伤害。",
    ),
    ("heading", "六、社会责任"),
    (
        "text",
        "公司全年向 46 所乡村小学捐赠了 58000 册线圈本。宁波工厂的屋顶光伏电站全年发电 92 万度，约占全厂用电量的三成。",
    ),
    ("page", ""),
    ("heading", "七、风险与应对"),
    (
        "text",
        "原纸价格是公司面临的最大风险。为此公司与三家纸厂签订了为期两年的供货合同，约定价格每季度的浮动不超过百分之五。",
    ),
    (
        "text",
        "第二项风险是仓储能力不足。现有的镇海仓库已经使用了 94% 的面积，公司决定在 2026 年上半年搬迁到北仑的新仓库。",
    ),
    ("heading", "八、2026 年计划"),
    ("item", "推出再生纸线圈本，全年销售目标为 150 万册；"),
    ("item", "完成北仑新仓库的搬迁，送货差错率降到千分之一以下；"),
    ("item", "在西安设立第三个服务中心，负责西北地区的售后。"),
    (
        "text",
        "董事会建议按每股 0.25 元派发现金红利，合计 500 万元，待股东大会批准后实施。股东大会定于 2026 年 4 月 18 日在宁波召开。",
    ),
]

HANDBOOK_EN: list[Block] = [
    ("title", "Volunteer Handbook of the Harbour Light Museum"),
    (
        "text",
        "Welcome, and thank you for giving us your time. This handbook tells you how the museum works, what we ask of volunteers, and whom to call when something goes wrong. Please keep it at hand during your first weeks.",
    ),
    ("heading", "1 About the museum"),
    (
        "text",
        "The Harbour Light Museum looks after the old lighthouse of Saltby and the three keepers' cottages beside it. The lighthouse was built in 1874 after two ships were lost on the Saltby sandbank in a single winter. Its lamp was lit every night for ninety-eight years and was switched off for good in 1972.",
    ),
    (
        "text",
        "The last keeper was Ellen Marsh, who served from 1951 until the end. Her logbooks, forty-one of them, are the heart of the collection and can be read in the reading room by appointment.",
    ),
    ("heading", "2 Opening hours"),
    (
        "text",
        "The museum is open from Tuesday to Sunday, 10:00 to 17:00, and closed on Mondays. The last climb of the tower begins at 16:15. In January the museum is closed for maintenance.",
    ),
    ("heading", "3 Your shifts"),
    (
        "text",
        "A shift lasts four hours. We ask every volunteer for at least two shifts a month. If you cannot come, call the duty manager, Tomas Reed, before 08:30 on the same day, so that we can find somebody else.",
    ),
    ("page", ""),
    ("heading", "4 Safety"),
    (
        "text",
        "The tower has 132 steps and a narrow door at the top. No more than fifteen visitors may be in the tower at the same time. Count people in and out with the clicker that hangs beside the door.",
    ),
    ("text", "If the fire alarm rings, do the following:"),
    ("item", "Stop selling tickets and open both doors of the main cottage."),
    ("item", "Lead visitors to the assembly point at the flagpole on the quay."),
    ("item", "Check the toilets and the reading room, but never go back into the tower."),
    ("item", "Wait for the duty manager, who alone decides when people may return."),
    (
        "text",
        "A first-aid box stands under the ticket desk and another one in the boat shed. Write every accident, however small, into the red book on the same day.",
    ),
    ("heading", "5 Equipment and keys"),
    (
        "table",
        [
            ["Key", "Opens", "Kept by"],
            ["Blue", "Boat shed", "Duty manager"],
            ["Green", "Reading room", "Archivist"],
            ["White", "Tower door", "Ticket desk"],
        ],
    ),
    (
        "text",
        "Keys never leave the grounds. If a key is lost, tell the duty manager at once; the lock is changed within a day.",
    ),
    ("page", ""),
    ("heading", "6 Questions that visitors ask"),
    ("columns", ""),
    ("heading", "Dogs"),
    (
        "text",
        "Dogs are welcome in the garden and on the quay if they are kept on a lead. They may not enter the cottages or the tower. Guide dogs may go everywhere except up the stairs.",
    ),
    ("heading", "Photography"),
    (
        "text",
        "Visitors may take photographs for themselves, but without flash in the reading room, because light fades the ink of the logbooks.",
    ),
    ("heading", "Wheelchairs"),
    (
        "text",
        "The cottages and the garden can be reached by wheelchair. The tower cannot. A film of the view from the top is shown in the second cottage for everybody who cannot climb.",
    ),
    ("next", ""),
    ("heading", "Lost property"),
    (
        "text",
        "Things that were found are kept at the ticket desk for thirty days. After that they go to the charity shop in Mill Lane.",
    ),
    ("heading", "School groups"),
    (
        "text",
        "Groups of up to thirty pupils are guided by two volunteers. Schools book at least three weeks ahead by telephone. Teachers come in free of charge.",
    ),
    ("heading", "The fog bell"),
    (
        "text",
        "The bell in the garden weighs 420 kilograms and was cast in 1881. Children may ring it once each, at noon only, because the neighbours asked us for quiet.",
    ),
    ("end", ""),
    ("heading", "7 Thank you"),
    (
        "text",
        "Every volunteer receives a free annual pass for two people and a discount of twenty per cent in the shop. Each November we meet for a supper in the boat shed to look back at the season.",
    ),
]

MINUTES_ZH: list[Block] = [
    ("title", "青禾文具十月例会纪要"),
    ("text", "时间：2025 年 10 月 14 日上午九点至十点四十分"),
    ("text", "地点：宁波总部三楼会议室"),
    ("text", "主持人：副总经理周怀远；记录：行政部沈晓棠"),
    ("heading", "一、仓库搬迁"),
    (
        "text",
        "会议决定由物流部的何立群负责北仑新仓库的搬迁工作，预算为 260 万元。搬迁分两批进行，第一批在 2026 年 3 月，第二批在 5 月，其间发货不能中断。",
    ),
    (
        "text",
        "陈蔓提出，新仓库距离地铁站较远，建议为四十名仓库员工安排班车。会议同意，班车从搬迁当天开始运行。",
    ),
    ("heading", "二、再生纸线圈本定价"),
    (
        "text",
        "销售部建议零售价定为 9.8 元，财务部测算后认为毛利率可以达到 34%。会议通过了这一价格，同时规定向学校集中采购时不低于 7.5 元。",
    ),
    ("heading", "三、下一步工作"),
    (
        "table",
        [
            ["事项", "负责人", "完成日期"],
            ["签订北仑仓库租赁合同", "何立群", "2025 年 11 月 5 日"],
            ["确定再生纸封面图案", "陈蔓", "2025 年 11 月 20 日"],
            ["更新官网产品页面", "沈晓棠", "2025 年 12 月 1 日"],
        ],
    ),
    ("text", "下次例会定于 11 月 11 日上午九点召开。"),
]

RULES_ZH = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>青禾文具员工手册（节选）</title></head>
<body>
<h1>青禾文具员工手册（节选）</h1>
<h2>工作时间</h2>
<p>公司实行每天八小时、每周五天的工作制。办公室人员可以在上午八点到九点半之间自行选择上班时间。</p>
<h2>休假</h2>
<p>入职满一年的员工每年享有七天带薪年假，工龄每满两年增加一天，最多十五天。未休完的年假可以保留到第二年三月底。</p>
<p>员工结婚可享受十天婚假。子女未满三周岁的，父母双方每年各有十天育儿假。</p>
<p>病假须在当天上午十点前告知主管，连续超过三天的，需要提交医院证明。</p>
<h2>出差与报销</h2>
<p>出差住宿标准为：一线城市每晚不超过 450 元，其他城市每晚不超过 320 元。高铁一律报销二等座。</p>
<p>报销单应在出差结束后十五天内提交，财务部在收到后五个工作日内付款。</p>
<h2>居家办公</h2>
<p>经主管同意，办公室员工每周最多可以居家办公两天。居家办公期间应保持电话畅通，不得在公共网络上打开客户资料。</p>
<h2>培训</h2>
<p>公司为每位员工每年提供 3000 元的培训补贴，考取与工作有关的证书后凭发票领取。</p>
</body>
</html>
"""

GARDEN_EN = """# Notes on the lighthouse garden

Kept by the garden group of the Harbour Light Museum. Last changed in September 2025.

## The herb bed

The herb bed lies along the south wall of the first cottage. Water the herb bed twice a week in
summer, early in the morning, and not at all from November to March. Thyme and sea lavender came
from cuttings that Ellen Marsh planted in 1958.

## The apple trees

Four apple trees stand behind the boat shed. They are pruned in February, before the buds swell.
The variety is called Saltby Russet; it keeps until Easter when stored in the dry cellar.

## What to do each month

| Month | Work | Who |
| --- | --- | --- |
| March | Spread compost on all beds | Priya and Jon |
| June | Cut the lavender hedge | School volunteers |
| September | Pick apples, sow winter rye | Garden group |
| November | Wrap the fig tree in straw | Jon |

## Tools

- The wheelbarrow and the long ladder are in the boat shed.
- Petrol is never stored on the grounds; the mower is electric.
- Sharpen the shears before you put them away.
"""

LETTER_EN = """The new display cases for the logbooks will arrive on Thursday, 12 March 2026, between nine and eleven in the morning. Each of the six cases weighs 85 kilograms, so please have four people ready at the quay gate.

The glass blocks ultraviolet light, and each case has a lock of its own; the twelve keys come in a sealed envelope that I will hand to you in person. The invoice of 7,380 pounds is payable within thirty days of delivery.

We gave a guarantee of five years on the frames and ten years on the glass. If anything is scratched when it arrives, write to me within two weeks and we will replace it at no cost.

Kind regards
Marian Oakes
Oakes & Daughters, Cabinet Makers
"""

PRICES_ZH = {
    "纸品": [
        ["货号", "品名", "规格", "单价（元）", "每箱数量"],
        ["QH-101", "A5 线圈本", "80 页，横线", 6.5, 60],
        ["QH-102", "B5 线圈本", "120 页，方格", 9.2, 48],
        ["QH-205", "再生纸线圈本", "A5，100 页", 9.8, 60],
        ["QH-310", "书法用纸", "四尺，100 张", 38.0, 12],
        ["QH-311", "书法练习卷", "六米卷", 15.5, 24],
    ],
    "铅笔": [
        ["货号", "品名", "硬度", "单价（元）", "每盒支数"],
        ["QH-501", "六角铅笔", "HB", 0.8, 12],
        ["QH-502", "三角铅笔", "2B", 1.2, 12],
        ["QH-520", "素描铅笔套装", "4H 至 8B", 26.0, 14],
    ],
}

TICKETS_EN = {
    "Tickets": [
        ["Ticket", "Price (pounds)", "Valid for"],
        ["Adult", 8.5, "One day"],
        ["Child (5 to 15)", 4, "One day"],
        ["Family (two adults, three children)", 21, "One day"],
        ["Annual pass", 34, "Twelve months"],
        ["School pupil in a group", 2.5, "One visit"],
    ],
    "Shop": [
        ["Article", "Price (pounds)", "In stock"],
        ["Model of the lighthouse", 14.9, 36],
        ["Logbook facsimile 1958", 19.5, 18],
        ["Saltby Russet apple jelly", 4.2, 75],
        ["Postcard set", 3, 210],
    ],
}

QUESTIONS = {
    "zh": [
        ["青禾文具2025年的净利润是多少？", "annual-report-2025-zh.pdf", 2, "净利润为 1860 万元"],
        ["研发投入为什么增加？", "annual-report-2025-zh.pdf", 3, "恒温恒湿实验室"],
        ["谁负责北仑新仓库的搬迁？", "meeting-minutes-zh.docx", 1, "何立群"],
        ["入职满一年有几天年假？", "staff-rules-zh.html", 1, "七天带薪年假"],
        ["A5 线圈本的单价是多少？", "price-list-zh.xlsx", 1, "6.5"],
        ["股东大会什么时候召开？", "annual-report-2025-zh.pdf", 4, "2026 年 4 月 18 日"],
    ],
    "en": [
        ["When was the lighthouse built?", "volunteer-handbook-en.pdf", 1, "built in 1874"],
        [
            "What should I do if the fire alarm rings?",
            "volunteer-handbook-en.pdf",
            2,
            "flagpole on the quay",
        ],
        ["May visitors bring their dogs?", "volunteer-handbook-en.pdf", 3, "kept on a lead"],
        ["How much is a family ticket?", "ticket-prices-en.xlsx", 1, "21"],
        ["When will the new display cases arrive?", "display-cases-en.eml", 1, "12 March 2026"],
        ["How often should the herb bed be watered?", "garden-notes-en.md", 1, "twice a week"],
    ],
}
