<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Library</source>
        <translation>资料库(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>提问(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>添加文档…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add what was copied</source>
        <translation>添加剪贴板里的内容</translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation>打开其他资料库…</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>新建资料库…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>提一个问题</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>后台任务</translation>
    </message>
    <message>
        <source>Close the reader</source>
        <translation>关闭阅读器</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>About Lectern</source>
        <translation>关于书案</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Copy with sources</source>
        <translation>复制（带出处）</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新回答</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) were still being prepared and are not in this answer.</source>
        <translation>
            <numerusform>还有 %n 份文档没有整理完，未参与这次回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. What had been written is kept.</source>
        <translation>已停止，写好的部分保留着。</translation>
    </message>
    <message>
        <source>Stopped before an answer came.</source>
        <translation>已停止，还没有得到回答。</translation>
    </message>
    <message>
        <source>Reading what was found…</source>
        <translation>正在读找到的内容…</translation>
    </message>
    <message>
        <source>Looking in your documents…</source>
        <translation>正在文档里查找…</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>You asked: {question}</source>
        <translation>你问：{question}</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>The text of this page is on the clipboard.</source>
        <translation>这一页的文字已复制。</translation>
    </message>
    <message>
        <source>The cited words are on the clipboard.</source>
        <translation>引用的原文已复制。</translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the conversation</source>
        <translation>导出这段对话</translation>
    </message>
    <message>
        <source>As text with footnotes (Markdown)…</source>
        <translation>导出为带脚注的文本（Markdown）…</translation>
    </message>
    <message>
        <source>As a Word document…</source>
        <translation>导出为 Word 文档…</translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>{library} · {documents}</source>
        <translation>{library} · {documents}</translation>
    </message>
</context>
<context>
    <name>ChatPane</name>
    <message>
        <source>You can ask as soon as the first document is in.</source>
        <translation>第一份文档整理好后就可以提问。</translation>
    </message>
    <message>
        <source>Add documents first, then ask about them here.</source>
        <translation>先添加文档，再在这里提问。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Ask about these %n document(s)…</source>
        <translation>
            <numerusform>问问这 %n 份文档…</numerusform>
        </translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>你的问题</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter begins a new line</source>
        <translation>回车提问，Shift+回车换行</translation>
    </message>
    <message numerus="yes">
        <source>Only %n chosen document(s)</source>
        <translation>
            <numerusform>只看选中的 %n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask all documents</source>
        <translation>改问全部文档</translation>
    </message>
    <message>
        <source>Quotes from your documents</source>
        <translation>摘录回答</translation>
    </message>
    <message>
        <source>The answer is made of your documents&apos; own sentences. Nothing is made up.</source>
        <translation>回答全部由文档里的原句组成，没有一句是编的。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop answering (Esc)</source>
        <translation>停止回答（Esc）</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>“{title}” was removed.</source>
        <translation>已删除“{title}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>No conversation holds these words.</source>
        <translation>没有哪段对话里有这些字。</translation>
    </message>
    <message>
        <source>Your conversations will be listed here.</source>
        <translation>你的对话会列在这里。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>已选 %Ln 份</numerusform>
        </translation>
    </message>
    <message>
        <source>Open with this password</source>
        <translation>用这个密码打开</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表去掉</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>You can ask about it as soon as it is ready.</source>
        <translation>整理好后就可以针对它提问。</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加于</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close details (Esc)</source>
        <translation>关闭详情（Esc）</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password of this file</source>
        <translation>这个文件的密码</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Ask about it</source>
        <translation>针对它提问</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>DocumentWording</name>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>Rich text</source>
        <translation>富文本</translation>
    </message>
    <message>
        <source>E-book</source>
        <translation>电子书</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>OpenDocument 文本</translation>
    </message>
    <message>
        <source>OpenDocument sheet</source>
        <translation>OpenDocument 表格</translation>
    </message>
    <message>
        <source>OpenDocument slides</source>
        <translation>OpenDocument 幻灯片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheet(s)</source>
        <translation>
            <numerusform>%Ln 张工作表</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln slide(s)</source>
        <translation>
            <numerusform>%Ln 张幻灯片</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>已整理</translation>
    </message>
    <message>
        <source>Read in part</source>
        <translation>只读了一部分</translation>
    </message>
    <message>
        <source>Already in the library</source>
        <translation>资料库里已有</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Reading · page {page}</source>
        <translation>正在读取 · 第 {page} 页</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Preparing · {percent}%</source>
        <translation>正在整理 · {percent}%</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>That password does not open it</source>
        <translation>密码不对</translation>
    </message>
    <message>
        <source>Needs its password</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>Not read · {reason}</source>
        <translation>未读取 · {reason}</translation>
    </message>
    <message>
        <source>kind not supported</source>
        <translation>不支持这类文件</translation>
    </message>
    <message>
        <source>damaged or incomplete</source>
        <translation>损坏或不完整</translation>
    </message>
    <message>
        <source>no text in it</source>
        <translation>里面没有文字</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>took too long</source>
        <translation>读取太久</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>文件已不在原处</translation>
    </message>
    <message>
        <source>needs LibreOffice</source>
        <translation>需要 LibreOffice</translation>
    </message>
    <message>
        <source>it made the reader stop</source>
        <translation>读取时出错</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>something went wrong</source>
        <translation>出了问题</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 小时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>{state}. Press Enter to type it.</source>
        <translation>{state}。按回车键输入。</translation>
    </message>
</context>
<context>
    <name>DocumentsPane</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Filter by name, tag or words inside…</source>
        <translation>按名称、标签或内容筛选…</translation>
    </message>
    <message>
        <source>Filter by name, tag or words inside</source>
        <translation>按名称、标签或内容筛选</translation>
    </message>
    <message>
        <source>Which documents to show</source>
        <translation>显示哪些文档</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>页数多的在前</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>文件大的在前</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Nothing here fits.</source>
        <translation>没有符合的文档。</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere in this window</source>
        <translation>把文件或文件夹拖到窗口任意位置</translation>
    </message>
    <message>
        <source>PDF, Word, PowerPoint, Excel, e-books, web pages, e-mail, pictures and scans.</source>
        <translation>支持 PDF、Word、PowerPoint、Excel、电子书、网页、邮件、图片和扫描件。</translation>
    </message>
    <message>
        <source>Copies are kept in your library; the originals are not touched.</source>
        <translation>资料库里会留一份副本，原文件不会被改动。</translation>
    </message>
    <message>
        <source>Your files stay where they are and are not touched.</source>
        <translation>文件留在原处，不会被改动。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Library: {name} · {documents} · {pages}</source>
        <translation>资料库：{name} · {documents} · {pages}</translation>
    </message>
    <message>
        <source>Looking at your files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>They show in a moment.</source>
        <translation>马上就会列出来。</translation>
    </message>
    <message>
        <source>Drop documents here</source>
        <translation>把文档拖到这里</translation>
    </message>
    <message>
        <source>Choose documents</source>
        <translation>选择文档</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Add all documents in “%1”</source>
        <translation>添加“%1”里的全部文档</translation>
    </message>
    <message>
        <source>Add “%1” to your library</source>
        <translation>把“%1”加入资料库</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln item(s) to your library</source>
        <translation>
            <numerusform>把这 %Ln 项加入资料库</numerusform>
        </translation>
    </message>
    <message>
        <source>Web addresses are not fetched</source>
        <translation>书案不会上网抓取网页</translation>
    </message>
    <message>
        <source>Add this text to your library</source>
        <translation>把这段文字加入资料库</translation>
    </message>
    <message>
        <source>Save the page in your browser and drop the file here.</source>
        <translation>请在浏览器里保存网页，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>They stay where they are; Lectern only reads them.</source>
        <translation>文件留在原处，书案只读取，不改动。</translation>
    </message>
    <message>
        <source>Copies are kept in your library; the originals are not touched.</source>
        <translation>资料库里会留一份副本，原文件不会被改动。</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 小时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Your documents are being prepared</source>
        <translation>正在整理文档</translation>
    </message>
    <message>
        <source>You can ask as soon as the first one is in.</source>
        <translation>第一份整理好后就可以提问。</translation>
    </message>
    <message>
        <source>There is nothing to ask yet</source>
        <translation>还没有可问的文档</translation>
    </message>
    <message>
        <source>Add documents, then ask about them in your own words.</source>
        <translation>添加文档，然后用自己的话提问。</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>想知道什么？</translation>
    </message>
    <message>
        <source>Every sentence of the answer opens the page it comes from. Names, numbers and the words your documents use work best.</source>
        <translation>回答里的每一句都能打开它出自的那一页。用文档里的人名、数字和说法来问，效果最好。</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Word 文档 (*.docx)</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Export the conversation</source>
        <translation>导出这段对话</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已存为“{name}”。</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Ask again</source>
        <translation>重新回答</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>{place} of {places}</source>
        <translation>第 {place} 处，共 {places} 处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>在这份文档里查找</translation>
    </message>
    <message>
        <source>Previous place (Shift+Enter)</source>
        <translation>上一处（Shift+回车）</translation>
    </message>
    <message>
        <source>Next place (Enter)</source>
        <translation>下一处（回车）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
</context>
<context>
    <name>Incoming</name>
    <message>
        <source>Save the page in your browser and drop the file here.</source>
        <translation>请在浏览器里保存网页，再把文件拖到这里。</translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of background work</source>
        <translation>后台任务详情</translation>
    </message>
    <message>
        <source>Progress of background work</source>
        <translation>后台任务进度</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) need your help</source>
        <translation>
            <numerusform>%Ln 份文档需要你处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Everything stays on this computer</source>
        <translation>全部在本机完成</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Opening your library…</source>
        <translation>正在打开资料库…</translation>
    </message>
    <message>
        <source>for reading only</source>
        <translation>只读</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>Background work</source>
        <translation>后台任务</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>收起列表</translation>
    </message>
    <message>
        <source>You can ask meanwhile, or quit: Lectern goes on where it was.</source>
        <translation>这期间可以提问，也可以退出，下次会从断开的地方接着做。</translation>
    </message>
    <message>
        <source>Nothing is running. Documents you add appear here.</source>
        <translation>现在没有任务。添加文档后，进度会显示在这里。</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>NotSaid</name>
    <message>
        <source>Your documents do not say.</source>
        <translation>文档里没有提到。</translation>
    </message>
    <message>
        <source>Nothing was made up instead. Try the words that your documents use, ask about one thing at a time, or add the document that should say it.</source>
        <translation>书案不会编造答案。换成文档里的说法，一次只问一件事，或者补上写有答案的文档，再试试。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Your library was mended while it was opened.</source>
        <translation>打开时资料库已自动修复。</translation>
    </message>
    <message>
        <source>Lectern cannot start its work. Close it and open it again.</source>
        <translation>书案的后台启动不了。请关闭书案再打开。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation>这一页无法显示。</translation>
    </message>
    <message>
        <source>Drawing the page…</source>
        <translation>正在显示这一页…</translation>
    </message>
    <message>
        <source>Pages of the document</source>
        <translation>文档页面</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Which documents to show</source>
        <translation>显示哪些文档</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Not ready yet</source>
        <translation>尚未整理</translation>
    </message>
    <message>
        <source>Need your help</source>
        <translation>需要你处理</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Its pages cannot be drawn, so you see its text.</source>
        <translation>它的页面无法显示，这里是它的文字。</translation>
    </message>
    <message>
        <source>Slide {number}</source>
        <translation>第 {number} 张</translation>
    </message>
    <message>
        <source>Sheet {number}</source>
        <translation>工作表 {number}</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation>没有打开文档</translation>
    </message>
    <message>
        <source>Click a citation, or open a document.</source>
        <translation>点一处依据，或者打开一份文档。</translation>
    </message>
</context>
<context>
    <name>ReaderHeader</name>
    <message>
        <source>page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>slide {page} of {pages}</source>
        <translation>第 {page} 张，共 {pages} 张</translation>
    </message>
    <message>
        <source>sheet {page} of {pages}</source>
        <translation>工作表 {page} / {pages}</translation>
    </message>
    <message>
        <source>Size: {percent}</source>
        <translation>大小：{percent}</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Previous page (Ctrl+PageUp)</source>
        <translation>上一页（Ctrl+PageUp）</translation>
    </message>
    <message>
        <source>Next page (Ctrl+PageDown)</source>
        <translation>下一页（Ctrl+PageDown）</translation>
    </message>
    <message>
        <source>Find in this document (Ctrl+F)</source>
        <translation>在这份文档里查找（Ctrl+F）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Close the reader (Esc)</source>
        <translation>关闭阅读器（Esc）</translation>
    </message>
    <message>
        <source>Size of the page (+ and −)</source>
        <translation>页面大小（+ 和 −）</translation>
    </message>
    <message>
        <source>Copy the cited words</source>
        <translation>复制引用的原文</translation>
    </message>
    <message>
        <source>Copy the text of this page</source>
        <translation>复制这一页的文字</translation>
    </message>
    <message>
        <source>Open in its own program</source>
        <translation>用默认程序打开</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>It has been removed already. Add the file again.</source>
        <translation>已经移除了。请重新添加文件。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) taken off the list</source>
        <translation>
            <numerusform>已从列表去掉 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed “{title}”</source>
        <translation>已移除“{title}”</translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln document(s)</source>
        <translation>
            <numerusform>已移除 %Ln 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source> · took {time} to prepare</source>
        <translation> · 整理它用了 {time}</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Ask about it</source>
        <translation>针对它提问</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message>
        <source>The file is no longer where it was.</source>
        <translation>文件已不在原来的位置。</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>New title</source>
        <translation>新标题</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>输入密码…</translation>
    </message>
</context>
<context>
    <name>SentenceView</name>
    <message>
        <source>supported</source>
        <translation>有依据</translation>
    </message>
    <message>
        <source>not found in the source</source>
        <translation>原文未见</translation>
    </message>
    <message>
        <source>source {number}: {title}, page {page}</source>
        <translation>依据 {number}：{title}，第 {page} 页</translation>
    </message>
    <message>
        <source>source {number}: {title}</source>
        <translation>依据 {number}：{title}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开其他…</translation>
    </message>
    <message>
        <source>New library…</source>
        <translation>新建资料库…</translation>
    </message>
    <message>
        <source>Documents you add</source>
        <translation>添加文档时</translation>
    </message>
    <message>
        <source>Keep a copy in the library</source>
        <translation>在资料库里留一份副本</translation>
    </message>
    <message>
        <source>Sources open even when the original is moved. This takes room on the disk.</source>
        <translation>原文件移走后，出处仍能打开；会多占一些磁盘空间。</translation>
    </message>
    <message>
        <source>Leave them where they are</source>
        <translation>文件留在原处</translation>
    </message>
    <message>
        <source>Takes no room. A source opens only while its original stays in place.</source>
        <translation>不占空间；原文件移走后，出处就打不开了。</translation>
    </message>
    <message>
        <source>About Lectern</source>
        <translation>关于书案</translation>
    </message>
    <message>
        <source>Version %1. Free software under the GNU AGPL, version 3 or later; its source comes with every copy. Everything runs on this computer.</source>
        <translation>版本 %1。书案是自由软件，采用 GNU AGPL 第 3 版或更新版本的许可，源代码随程序附上。一切都在本机完成。</translation>
    </message>
    <message>
        <source>Read the licence</source>
        <translation>查看许可</translation>
    </message>
    <message>
        <source>Show the log files</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>No library is open</source>
        <translation>没有打开资料库</translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>source {number}: {place}</source>
        <translation>依据 {number}：{place}</translation>
    </message>
</context>
<context>
    <name>SourcesCard</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>{places} in {documents}</source>
        <translation>{places}，来自 {documents}</translation>
    </message>
    <message>
        <source>Nothing near the question was found.</source>
        <translation>没有找到与问题相近的内容。</translation>
    </message>
    <message>
        <source>How I looked</source>
        <translation>查找过程</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>去掉标签 {tag}</translation>
    </message>
</context>
<context>
    <name>TagEditor</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
</context>
<context>
    <name>TextSelection</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select the whole answer</source>
        <translation>选中整个回答</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Text of the document</source>
        <translation>文档正文</translation>
    </message>
</context>
<context>
    <name>TraceView</name>
    <message>
        <source>Looked for passages</source>
        <translation>查找段落</translation>
    </message>
    <message>
        <source>Chose sentences</source>
        <translation>挑选句子</translation>
    </message>
    <message>
        <source>Compared with the source</source>
        <translation>与原文核对</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n 句</numerusform>
        </translation>
    </message>
    <message>
        <source>{good} of {all} supported</source>
        <translation>{all} 句中有 {good} 句有依据</translation>
    </message>
    <message>
        <source>{passages} in {documents}</source>
        <translation>{passages}，来自 {documents}</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n 个段落</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>by their words</source>
        <translation>按字词</translation>
    </message>
    <message>
        <source>by their meaning</source>
        <translation>按意思</translation>
    </message>
    <message>
        <source>{found}, found {how}</source>
        <translation>{found}，{how}找到</translation>
    </message>
    <message>
        <source> and </source>
        <translation>和</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>回到最新</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Ask your own documents</source>
        <translation>向自己的文档提问</translation>
    </message>
    <message>
        <source>Every sentence of an answer opens the page it came from, with the words marked.</source>
        <translation>回答里的每一句，都能打开它出自的那一页，并标出原文。</translation>
    </message>
    <message>
        <source>Try it with the sample documents</source>
        <translation>先用示例文档试试</translation>
    </message>
    <message>
        <source>A few short papers in Chinese and English, ready in a moment.</source>
        <translation>几份中英文短文，马上就能用。</translation>
    </message>
    <message>
        <source>Choose my documents</source>
        <translation>选择我的文档</translation>
    </message>
    <message>
        <source>PDF, Word, PowerPoint, Excel, e-books, web pages, e-mail, pictures and scans.</source>
        <translation>支持 PDF、Word、PowerPoint、Excel、电子书、网页、邮件、图片和扫描件。</translation>
    </message>
    <message>
        <source>Open a library</source>
        <translation>打开资料库</translation>
    </message>
    <message>
        <source>A library is a folder that Lectern made, here or on another computer.</source>
        <translation>资料库是书案建立的文件夹，别的电脑上建的也能打开。</translation>
    </message>
    <message>
        <source>No account is needed. Your documents stay on this computer.</source>
        <translation>不需要账号，文档不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>choosing</name>
    <message>
        <source>Choose documents</source>
        <translation>选择文档</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Choose a folder with documents</source>
        <translation>选择放有文档的文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of a library</source>
        <translation>选择资料库文件夹</translation>
    </message>
    <message>
        <source>My library</source>
        <translation>我的资料库</translation>
    </message>
    <message>
        <source>Name the new library</source>
        <translation>给新资料库起名</translation>
    </message>
</context>
<context>
    <name>crash</name>
    <message>
        <source>Lectern made a mistake</source>
        <translation>书案出错了</translation>
    </message>
    <message>
        <source>Your documents and conversations are saved. You can go on; if something looks wrong, close Lectern and open it again. The report below holds no document text; it helps those who make Lectern.</source>
        <translation>文档和对话都已保存，可以继续使用；如果哪里看着不对，请关闭书案再打开。下面的报告里没有文档内容，把它发给开发者会有帮助。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>找到这个文件</translation>
    </message>
    <message>
        <source>Choose another library</source>
        <translation>选择其他资料库</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了问题</translation>
    </message>
    <message>
        <source>This did not work. Nothing you added is lost.</source>
        <translation>这一步没有做成。已添加的内容都还在。</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>读不了</translation>
    </message>
    <message>
        <source>Open “{name}” in the program it was made with, save it again, then try again.</source>
        <translation>请用制作“{name}”的软件打开它，重新保存后再试。</translation>
    </message>
    <message>
        <source>Not a kind of document Lectern reads</source>
        <translation>不支持这类文件</translation>
    </message>
    <message>
        <source>Save “{name}” as PDF, Word or text and add that.</source>
        <translation>请把“{name}”另存为 PDF、Word 或文本，再添加。</translation>
    </message>
    <message>
        <source>Needs its password</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>“{name}” is locked. Enter its password once and Lectern reads it.</source>
        <translation>“{name}”加了锁。输入一次密码，书案就能读取。</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>That password does not fit</source>
        <translation>密码不对</translation>
    </message>
    <message>
        <source>“{name}” stays locked. Check capital letters, then enter the password again.</source>
        <translation>“{name}”仍然锁着。请检查大小写，再输入一次。</translation>
    </message>
    <message>
        <source>Damaged or incomplete</source>
        <translation>损坏或不完整</translation>
    </message>
    <message>
        <source>“{name}” breaks off or is not what its name says. Copy or download it again, then try again.</source>
        <translation>“{name}”中途断了，或者内容与名称不符。请重新复制或下载，再试一次。</translation>
    </message>
    <message>
        <source>Nothing to read in it</source>
        <translation>里面没有文字</translation>
    </message>
    <message>
        <source>“{name}” holds no text. If it is a scan or a picture, a sharper copy may help.</source>
        <translation>“{name}”里没有文字。如果是扫描件或图片，换一份更清晰的也许可以。</translation>
    </message>
    <message>
        <source>Too large to read safely</source>
        <translation>太大，无法稳妥读取</translation>
    </message>
    <message>
        <source>Split “{name}” into smaller files and add those.</source>
        <translation>请把“{name}”拆成几个小文件再添加。</translation>
    </message>
    <message>
        <source>Took too long to read</source>
        <translation>读取太久</translation>
    </message>
    <message>
        <source>Reading “{name}” was stopped. Split it into smaller files, or try once more.</source>
        <translation>已停止读取“{name}”。可以拆成小文件，或者再试一次。</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>文件已不在原处</translation>
    </message>
    <message>
        <source>“{name}” was moved, deleted or may not be opened. Put it back, then try again.</source>
        <translation>“{name}”被移走、删除，或者没有权限打开。放回原处后再试。</translation>
    </message>
    <message>
        <source>An old format</source>
        <translation>旧格式</translation>
    </message>
    <message>
        <source>“{name}” can only be read with LibreOffice. Install it, or save the file in today’s format.</source>
        <translation>读取“{name}”需要 LibreOffice。请安装它，或者把文件另存为新格式。</translation>
    </message>
    <message>
        <source>Reading it failed</source>
        <translation>读取失败</translation>
    </message>
    <message>
        <source>“{name}” is probably damaged. Open it in its own program and save it anew.</source>
        <translation>“{name}”可能已损坏。请用原来的软件打开，重新保存。</translation>
    </message>
    <message>
        <source>This library cannot be used</source>
        <translation>这个资料库用不了</translation>
    </message>
    <message>
        <source>“{path}” was left as it is. Choose another library.</source>
        <translation>“{path}”没有被改动。请选择其他资料库。</translation>
    </message>
    <message>
        <source>There is no library here</source>
        <translation>这里没有资料库</translation>
    </message>
    <message>
        <source>Lectern found none at “{path}”. It may have been moved, or its disk is not connected.</source>
        <translation>在“{path}”没有找到资料库，它可能被移走了，或者所在的磁盘没有连接。</translation>
    </message>
    <message>
        <source>This library is in use</source>
        <translation>资料库正在使用</translation>
    </message>
    <message>
        <source>Another Lectern has “{path}” open. Close it there, then try again.</source>
        <translation>另一个书案正打开着“{path}”。请在那边关闭，再试一次。</translation>
    </message>
    <message>
        <source>Made by a newer Lectern</source>
        <translation>由新版书案建立</translation>
    </message>
    <message>
        <source>You can read “{path}”. To change it, update Lectern first.</source>
        <translation>“{path}”现在只能阅读。要改动它，请先更新书案。</translation>
    </message>
    <message>
        <source>This library is damaged</source>
        <translation>资料库已损坏</translation>
    </message>
    <message>
        <source>“{path}” cannot be opened. Your original documents are kept in its folder “documents”, copies of the library in “backups”.</source>
        <translation>“{path}”打不开。原文件都在它的“documents”文件夹里，资料库的备份在“backups”里。</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>只能阅读</translation>
    </message>
    <message>
        <source>“{path}” is in use elsewhere or made by a newer Lectern. Close the other one, then try again.</source>
        <translation>“{path}”正在别处使用，或由新版书案建立。请关闭另一个，再试一次。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free some space, then go on. Everything that was added is kept.</source>
        <translation>请腾出一些空间再继续。已添加的内容都还在。</translation>
    </message>
    <message>
        <source>A model cannot be used</source>
        <translation>有个模型用不了</translation>
    </message>
    <message>
        <source>“{name}” does not work on this computer. Install Lectern again.</source>
        <translation>“{name}”在这台电脑上用不了。请重新安装书案。</translation>
    </message>
    <message>
        <source>A model is missing</source>
        <translation>缺少一个模型</translation>
    </message>
    <message>
        <source>“{name}” is not on this computer. Install Lectern again.</source>
        <translation>这台电脑上没有“{name}”。请重新安装书案。</translation>
    </message>
    <message>
        <source>A model cannot be loaded</source>
        <translation>有个模型无法载入</translation>
    </message>
    <message>
        <source>The files of “{name}” are incomplete. Install Lectern again.</source>
        <translation>“{name}”的文件不完整。请重新安装书案。</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>它已经不在了</translation>
    </message>
    <message>
        <source>It was probably removed from the library.</source>
        <translation>可能已从资料库移除。</translation>
    </message>
    <message>
        <source>This cannot be done like that</source>
        <translation>这样做不了</translation>
    </message>
    <message>
        <source>Nothing was changed. Try it another way.</source>
        <translation>什么都没有改动。请换个做法。</translation>
    </message>
    <message>
        <source>A mistake of Lectern’s</source>
        <translation>书案自己出了错</translation>
    </message>
    <message>
        <source>Your documents are safe. Try again; if it happens once more, send a report.</source>
        <translation>文档都安全。请再试一次；如果又出现，请把报告发给我们。</translation>
    </message>
    <message>
        <source>The work was interrupted</source>
        <translation>任务中断了</translation>
    </message>
    <message>
        <source>The part of Lectern that does the work stopped and was started again. Everything that was added is kept.</source>
        <translation>书案的后台停了一下，已经重新启动。已添加的内容都还在。</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>Preparing your documents</source>
        <translation>整理文档</translation>
    </message>
    <message>
        <source>Adding the sample documents</source>
        <translation>添加示例文档</translation>
    </message>
    <message>
        <source>Reading documents again</source>
        <translation>重新读取文档</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>检查资料库</translation>
    </message>
    <message>
        <source>Saving the conversation</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Recognising scans</source>
        <translation>正在识别扫描件</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>Putting in order</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 / %3</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 / %3</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>A scan: its words were recognised and may hold mistakes.</source>
        <translation>这是扫描件，文字由识别得来，可能有错。</translation>
    </message>
    <message>
        <source>Scanned pages {detail}: their words were recognised and may hold mistakes.</source>
        <translation>第 {detail} 页是扫描页，文字由识别得来，可能有错。</translation>
    </message>
    <message>
        <source>Some pages could not be read.</source>
        <translation>有几页读不出来。</translation>
    </message>
    <message>
        <source>These pages could not be read: {detail}.</source>
        <translation>这几页读不出来：{detail}。</translation>
    </message>
    <message>
        <source>Some pages hold no text.</source>
        <translation>有几页没有文字。</translation>
    </message>
    <message>
        <source>These pages hold no text: {detail}.</source>
        <translation>这几页没有文字：{detail}。</translation>
    </message>
    <message>
        <source>Very long: only its beginning was read.</source>
        <translation>篇幅太长，只读了开头。</translation>
    </message>
    <message>
        <source>Very long: only a part was read ({detail}).</source>
        <translation>篇幅太长，只读了一部分（{detail}）。</translation>
    </message>
    <message>
        <source>Damaged: what could be saved was read.</source>
        <translation>文件有损坏，能读的部分已读取。</translation>
    </message>
    <message>
        <source>Damaged: what could be saved was read ({detail}).</source>
        <translation>文件有损坏，能读的部分已读取（{detail}）。</translation>
    </message>
    <message>
        <source>An attachment was not read.</source>
        <translation>有附件没有读取。</translation>
    </message>
    <message>
        <source>These attachments were not read: {detail}.</source>
        <translation>这些附件没有读取：{detail}。</translation>
    </message>
    <message>
        <source>Holds text that a reader cannot see.</source>
        <translation>含有读者看不见的文字。</translation>
    </message>
    <message>
        <source>Holds text that a reader cannot see: {detail}.</source>
        <translation>含有读者看不见的文字：{detail}。</translation>
    </message>
</context>
</TS>
