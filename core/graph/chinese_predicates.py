"""The words by which Chinese sentences say what two names have to do with each other."""

import re
from functools import lru_cache

from core.graph.chinese_segments import segmented
from core.graph.chinese_words import words_of


def _any(listed: str) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(sorted(set(listed.split()), key=lambda word: (-len(word), word)))


VERB = _any(
    "创立 创办 创建 成立 建立 设立 组建 开办 收购 并购 合并 入股 投资 控股 拥有 持有 出售 "
    "转让 并入 位于 坐落于 座落于 地处 毗邻 紧邻 邻近 相邻 连接 流经 流入 注入 汇入 穿过 "
    "横跨 途经 通往 环绕 发源于 属于 隶属于 隶属 归属 下辖 管辖 辖 从属于 提出 发明 发现 "
    "发布 推出 开发 研发 研制 设计 建造 修建 兴建 制造 生产 制作 撰写 编写 编著 主编 编纂 "
    "翻译 出版 发表 写作 著有 写下 写成 写 创作 谱写 作曲 执导 导演 拍摄 主演 饰演 出演 演唱 "
    "毕业于 就读于 考入 任教于 任职于 就职于 供职于 工作于 出生于 生于 卒于 死于 逝世于 葬于 "
    "来自 移居 定居于 定居 迁居 迁往 迁至 迁入 担任 出任 就任 当选 当选为 接任 继任 接替 "
    "取代 代替 替代 替换 加入 加盟 进入 退出 离开 率领 领导 指挥 带领 主持 负责 管理 经营 "
    "运营 击败 战胜 打败 击退 攻占 占领 获得 荣获 赢得 夺得 获 授予 获颁 颁发 师从 师承 拜师 "
    "迎娶 娶 嫁给 生下 收养 抚养 教导 影响 启发 采用 使用 应用 应用于 运用 利用 基于 依赖 "
    "依靠 依托 借助 结合 融合 整合 集成 引入 内置 支持 兼容 调用 调整 优化 改进 改造 增强 "
    "提升 提高 降低 减少 避免 解决 缓解 防止 预防 治疗 引起 导致 造成 诱发 促进 推动 驱动 替 "
    "衍生 派生 源于 源自 起源于 取自 得名于 命名为 更名为 改名为 改称 称为 叫做 转化为 "
    "转换为 转为 变为 适用于 用于 适合 面向 服务于 对应 相当于 等同于 类似于 优于 高于 低于 "
    "不同于 区别于 超过 超越 供应 提供 供给 交付 签署 签订 缔结 起草 颁布 制定 修订 废止 "
    "捐赠 资助 赞助 收藏 展出 保存 修复 举办 举行 承办 主办 参加 参与 出席 起诉 状告 委托 "
    "代理 审理 判决 聘请 聘用 雇用 任命 训练 微调 冻结 存储 检索 生成 计算 处理 输出 输入 "
    "读取 部署 部署在 运行 运行在 搭建 构建 实现 替代了 考察 研究 种植 栽培 养殖 捕食 寄生于 "
    "分布于 产于 盛产 出土于 出土 认识 结识 继承 传给 教给 接受 接收 提名 提拔"
)
"""Verbs of which what stands before is the subject and what stands behind the object."""
AT_A_PLACE = _any(
    "出生 诞生 去世 逝世 病逝 毕业 任教 任职 就读 就职 求学 读书 学习 工作 实习 生活 长大 "
    "成长 定居 居住 成立 创立 设立 建立 举行 举办 召开 召集 演出 执教 行医 执业 经营 登陆 "
    "会师 担任 发表 上映 首演 展出 拍摄 发现 出土 生产 种植"
)
"""What one does in, or comes from, a place or house."""
GENERAL = _any(
    "提供 学习 请教 捐赠 提出 提交 出售 转让 供应 支付 授予 颁发 介绍 推荐 负责 服务 作曲 "
    "作序 配音 设计 起诉 投资 索赔 求婚 宣战 道歉 发起 传授 授课 上课 看病 做手术 效力 工作"
)
JOINED_WITH = _any(
    "结婚 成婚 离婚 订婚 合作 合并 联合 签署 签订 交界 接壤 相邻 毗邻 相连 相接 相通 竞争 "
    "结盟 结合 对比 相比 齐名 并称 共事 相识 认识 同学 对抗 交战 作战 交往 通信 联姻 配合 "
    "结拜"
)
DISPOSAL = _any(
    "收购 并入 出售 卖给 转让 捐赠 捐给 交给 传给 赠予 改名 更名 改编 翻译 定为 列为 评为 "
    "命名 拍成 迁至 迁往 引入 转化 转换 分为 分成 冻结 替换 应用 部署 注入 压缩"
)
MEMBERS = _any("主要包括 包括 包含 涵盖 涉及 分为 囊括 例如 比如 诸如 如 有 下设 设有 收录 含有 含")
ROLE = _any(
    "创始人 联合创始人 创办人 创建者 董事长 总裁 总经理 首席执行官 首席科学家 首席技术官 CEO "
    "CTO CFO 院长 副院长 校长 副校长 所长 馆长 副馆长 主任 副主任 主席 副主席 会长 理事长 "
    "秘书长 书记 部长 局长 厅长 市长 省长 县长 总统 总理 首相 国王 皇帝 教授 副教授 讲师 "
    "研究员 院士 博士 医生 医师 护士 护士长 律师 法官 检察官 工程师 总工程师 设计师 建筑师 "
    "作者 导演 编剧 主演 主编 编辑 记者 歌手 队长 教练 主教练 船长 站长 厂长 社长 团长 司令 "
    "将军 父亲 母亲 妻子 丈夫 儿子 女儿 哥哥 弟弟 姐姐 妹妹 祖父 孙子 弟子 学生 老师 导师 "
    "徒弟 师父 传人 传承人 秘书 助理 代表"
)
LIST = r"[、/]|和|与|及|以及|或|或者|还有|并|[、,](?:以及|和|及|与|还有|或)"
NEGATED = re.compile(r"[不没未非无勿莫](?!过(?:$|[^,;]))|并非|拒绝|是否|反对")
CLASS = (
    r"(?:一|两|三|多|数|这|那|该|其|若干|大量|第[一二三四五六七八九十\d]+|\d+)?"
    r"(?:家|个|种|座|条|部|名|位|款|类|项|本|所|届|任|支|颗|间|份|套|篇|幅|台|年)?"
    r"(?:的)?(?:名为|名叫|叫做?|称为)?"
    r"(?:著名|知名|全新|最新|新的?|大型|专门|开源)?"
    r"(?:电影|影片|小说|长篇小说|专著|论文|著作|歌曲|专辑|电视剧|作品|公司|企业|大学|医院|城市|国家|技术|方法"
    r"|模型|框架|工具|算法|语言|平台|系统|课程|项目|奖项|杂志|期刊|报告|概念|理论|机制|架构|药物|疾病|药|河流|文章|书)?"
)
"""“一家名为”, “著名小说”: what may stand before an object."""
MODIFIERS = (
    r"(?:(?:(?:于|在|自|从|至)?公?元?前?\d{1,4}年(?:代|底|初|末|春|夏|秋|冬)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|同年|次年|当年|翌年|后来|后|曾经?|也|还|又|再|已经?|正式|共同|联合|主要|首次|成功|率先|随后|目前|现在|现|则|均|都"
    r"|一直|亦|再次|最终|最早|最先|先后|亲自|独立|便|即|就|能够|能|可以|可|通常|常常|常|直接|间接|分别|进一步|专门|广泛"
    r"|本身|本人|起初|当时|长期|仍|继续|开始|同时|此外|因此|于是|才|只|仅|通过|来|去|用|,)(?:,)?)*"
)
"""When and how, between a subject and what it does."""

OF_WHAT_IS_MADE = words_of(
    "饰演 出演 主演 执导 导演 制作 主办 承办 创作 撰写 发表 出席 参加 获得 夺得 赢得 荣获 借用 租借"
)
"""Verbs of which no place is the object; a word after the place is: 饰演德国受欢迎…."""

_AFTER_VERB = words_of("于 在 为 到 成 自 向 入 了 过 着 给 出")
_NO_PREDICATE = words_of(
    "通过 经过 是 有 要 会 能 可以 可能 需要 应该 应当 必须 进行 说 让 使 使得 令 叫 想 觉得 "
    "认为 表示 指出 看 做 作 作为 以及 包括 没有 来说 如下 相关 所示 显示 存在 成为 可 能够 "
    "值得 属 例如 比如 如 即 得到 开始 继续 看到 知道 希望 建议 发生 出现 等 来 去 到 到达 "
    "指 如何 选手 推理 位居 处于 所谓 旧称 由"
)
_LONGEST = 7


@lru_cache(maxsize=1 << 14)
def is_predicate(gap: str) -> str:
    """The label that a short stretch between two names gives, where it is nothing but a verb."""
    if not 1 < len(gap) <= _LONGEST or not all("\u3400" <= letter <= "\u9fff" for letter in gap):
        return ""
    words = segmented(gap)
    verb = ""
    for word, tag in zip(words.word, words.tag, strict=True):
        if not verb and tag in ("d", "ad"):
            continue
        if not verb and _is_verb(word, tag):
            verb = word
        elif verb and (word in _AFTER_VERB or tag in ("ul", "uz", "ug")):
            verb += word if word not in ("了", "过", "着") else ""
        else:
            return ""
    return verb


_NOUN_LIKE = ("n", "j", "b", "eng", "ng", "l", "s")
_OPEN = frozenset("《“「『")


@lru_cache(maxsize=1 << 14)
def goes_on(after: str) -> bool:
    """Whether what stands behind a name makes it a part of something longer: 新加坡|金曲奖."""
    if not after or after[0].isspace() or after[0] in "》”」』,;。!?、:()":
        return False
    if after[0] in "的之第":
        return True
    if after[0] in _OPEN or after[0].isdigit():
        return False
    words = segmented(after)
    word, tag = words.word[0], words.tag[0]
    if word in ("杯", "奖", "赛", "受") or (tag == "f" and len(word) > 1):
        return True
    if tag == "a":
        # 很强 is said of it, 美丽传说 is what it begins.
        return len(words.tag) > 1 and words.tag[1] not in ("x", "ul", "uj", "y")
    return tag == "vn" or tag.startswith(_NOUN_LIKE)


@lru_cache(maxsize=1 << 12)
def is_noun(text: str) -> bool:
    """Whether some words end as a thing or an office does: “首都”, not “专栏仍名”."""
    tags = segmented(text).tag
    # The dictionary calls 首都 an adverb.
    return len(tags) == 1 or (
        not any(tag in ("d", "p", "c", "r") for tag in tags) and tags[-1][0] in "nvjlzg"
    )


def _is_verb(word: str, tag: str) -> bool:
    return tag in ("v", "vn") and len(word) > 1 and "是" not in word and word not in _NO_PREDICATE
