"""Chinese PDFs made on the spot with PyMuPDF's own CJK font: one column, two columns, vertical."""

from core.parsing.mupdf import mupdf

SENTENCES = (
    "知识库把文件切成小段，再把每一段变成向量。",
    "检索的时候，系统先找到意思最接近的段落！",
    "回答里的每一句话都可以打开它所在的那一页。",
    "如果文件里没有说到，程序就应当老实地说不知道。",
    "表格、标题和页码在读取时都会保留下来。",
    "《数据管理办法》第十二条规定，数据应当按照密级分类保存。",
    "二〇二四年的平均温度比前一年高出0.3度，这是有记录以来的最高值。",
    "Transformer 模型在 2017 年提出，此后成为自然语言处理的主流方法。",
    "量子计算利用叠加与纠缠，在某些问题上比经典计算机更快；但噪声仍是难题。",
    "老师请学生把作业写在纸上，下课以前交给班长。",
    "药品应当放在阴凉干燥的地方，避免阳光直射，儿童不能接触。",
    "合同自双方签字盖章之日起生效，有效期为三年？",
)


def flowing(path, columns=1, pages=3, size=11.0, seed=0):
    """Paragraphs of Chinese sentences in columns, lines broken anywhere as is usual in Chinese."""
    library = mupdf()
    document = library.open()
    at = seed
    for _ in range(pages):
        page = document.new_page()
        page.insert_text((50, 40), "书案测试文件", fontname="china-s", fontsize=9)
        width = (495 - 25 * (columns - 1)) / columns
        for column in range(columns):
            x, y = 50 + column * (width + 25), 75
            while y < 760:
                paragraph = "".join(SENTENCES[(at + k) % len(SENTENCES)] for k in range(4))
                at += 5
                for line in wrapped(paragraph, size, width):
                    page.insert_text((x, y), line, fontname="china-s", fontsize=size)
                    y += 1.45 * size
                y += size
    document.save(path, deflate=True, garbage=3)
    document.close()
    return path


def wrapped(text, size, width):
    """The text in lines of at most `width` points."""
    lines, line, used = [], "", 0.0
    for character in text:
        # The font is not embedded and sets every character, Latin ones too, a full em wide.
        if used + size > width:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += size
    return [*lines, line]
