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
        <source>Map</source>
        <translation>图谱</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>测验</translation>
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
    <name>AnswerActions</name>
    <message>
        <source>sends to {host}</source>
        <translation>发送到 {host}</translation>
    </message>
    <message>
        <source>There is no other model yet</source>
        <translation>还没有其他模型</translation>
    </message>
    <message>
        <source>Answer {number}</source>
        <translation>第 {number} 个回答</translation>
    </message>
    <message>
        <source>Go on with this answer</source>
        <translation>按这个回答继续</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Put the second answer away; it is kept</source>
        <translation>收起第二个回答，内容仍会保留</translation>
    </message>
    <message>
        <source>Copy with sources</source>
        <translation>复制并附出处</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>换模型对比</translation>
    </message>
    <message>
        <source>Let another model answer too, side by side</source>
        <translation>让另一个模型也回答，并排对比</translation>
    </message>
    <message>
        <source>This helped</source>
        <translation>有帮助</translation>
    </message>
    <message>
        <source>This did not help</source>
        <translation>没帮助</translation>
    </message>
    <message>
        <source>Change the correction</source>
        <translation>修改更正</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Write the answer as it should have been</source>
        <translation>写下这个回答本来应该怎样</translation>
    </message>
    <message>
        <source>Back to what was there</source>
        <translation>恢复原来的内容</translation>
    </message>
    <message>
        <source>Details of this answer</source>
        <translation>这个回答的详细信息</translation>
    </message>
    <message>
        <source>The answer is made of your documents&apos; own sentences. Nothing is made up.</source>
        <translation>回答由文档中的原句组成，没有任何编造。</translation>
    </message>
    <message>
        <source>What it took is not known.</source>
        <translation>用量未知。</translation>
    </message>
    <message>
        <source>about</source>
        <translation>约</translation>
    </message>
    <message>
        <source>read {about}{count} tokens</source>
        <translation>读入：{about}{count} 个词元</translation>
    </message>
    <message>
        <source>{count} of them remembered</source>
        <translation>其中 {count} 个已读过</translation>
    </message>
    <message>
        <source>wrote {about}{count}</source>
        <translation>写出：{about}{count} 个</translation>
    </message>
    <message>
        <source>first word after {time}</source>
        <translation>{time} 后写出第一个字</translation>
    </message>
    <message>
        <source>{count} tokens a second</source>
        <translation>每秒 {count} 个词元</translation>
    </message>
    <message>
        <source>instruction: {name}</source>
        <translation>回答要求：{name}</translation>
    </message>
</context>
<context>
    <name>AnswerBody</name>
    <message>
        <source>Show the rest</source>
        <translation>显示其余内容</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
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
    <name>BaseChoice</name>
    <message>
        <source>Choose the folder of a model (with config.json and .safetensors files)</source>
        <translation>选择模型文件夹（内有 config.json 和 .safetensors 文件）</translation>
    </message>
    <message>
        <source>{size} on disk</source>
        <translation>占用磁盘 {size}</translation>
    </message>
    <message>
        <source>answers your questions now</source>
        <translation>正在回答您的提问</translation>
    </message>
    <message numerus="yes">
        <source>%Ln model(s) here cannot be taught</source>
        <translation>
            <numerusform>另有 %Ln 个模型不能训练</numerusform>
        </translation>
    </message>
    <message>
        <source>A small model picks up a tone and set phrases, and hardly any facts. For facts, let it read your documents when it answers.</source>
        <translation>小模型能学会语气和固定说法，几乎记不住事实。需要事实时，请让它回答时查阅您的文档。</translation>
    </message>
    <message>
        <source>Teaching changes how it answers. For facts, letting it read your documents when it answers is mostly better; the exam shows you afterwards.</source>
        <translation>训练改变的是它回答的方式。要它记住事实，多半不如让它回答时查阅您的文档；训练后测验会告诉您结果。</translation>
    </message>
    <message>
        <source>Which model learns</source>
        <translation>训练哪个模型</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Get other models</source>
        <translation>获取其他模型</translation>
    </message>
</context>
<context>
    <name>BetterModel</name>
    <message>
        <source>Have a look</source>
        <translation>看一看</translation>
    </message>
    <message>
        <source>Do not offer this again</source>
        <translation>不再推荐</translation>
    </message>
    <message>
        <source>The model “{name}” ({size}) fits this computer well. It answers in its own words.</source>
        <translation>模型“{name}”（{size}）很适合这台电脑，能用自己的话回答。</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>You asked: {question}</source>
        <translation>您问：{question}</translation>
    </message>
</context>
<context>
    <name>BudgetBar</name>
    <message>
        <source>instructions {count}</source>
        <translation>回答要求 {count}</translation>
    </message>
    <message>
        <source>said before {count}</source>
        <translation>之前的对话 {count}</translation>
    </message>
    <message>
        <source>documents {count}</source>
        <translation>文档 {count}</translation>
    </message>
    <message>
        <source>your question {count}</source>
        <translation>您的问题 {count}</translation>
    </message>
    <message>
        <source>about</source>
        <translation>约</translation>
    </message>
    <message>
        <source>free {about}{free} of {context} tokens</source>
        <translation>剩余：{about}{free}，共 {context} 个词元</translation>
    </message>
    <message>
        <source>That is more than the model can take in at once; it will get a part of it.</source>
        <translation>这超出了模型一次能读的量，模型只会读到其中一部分。</translation>
    </message>
    <message>
        <source>{share} of what the model can take in at once</source>
        <translation>占模型一次能读的量的 {share}</translation>
    </message>
</context>
<context>
    <name>CandidateCard</name>
    <message>
        <source>Answer {letter}</source>
        <translation>回答 {letter}</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>The same each time</source>
        <translation>每次相同</translation>
    </message>
    <message>
        <source>A little freer</source>
        <translation>略有变化</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由发挥</translation>
    </message>
    <message>
        <source>Sends the questions and what is found to {host}.</source>
        <translation>问题和找到的段落会发送到 {host}。</translation>
    </message>
    <message>
        <source>Would send text to {host}. Allow it under Services first.</source>
        <translation>会把文字发送到 {host}。请先在“模型服务”中允许。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>回答要求</translation>
    </message>
    <message>
        <source>How freely</source>
        <translation>自由程度</translation>
    </message>
    <message>
        <source>Leave this one out</source>
        <translation>去掉这一种</translation>
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
    <name>CataloguePage</name>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a folder with a model</source>
        <translation>选择模型所在的文件夹</translation>
    </message>
    <message>
        <source>“{name}” is on this computer now.</source>
        <translation>“{name}”已在这台电脑上。</translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation>用于回答</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>No model is here yet. Until you choose one, Lectern answers with quotes from your documents.</source>
        <translation>还没有模型。在您选定之前，书案会摘录文档原文来回答。</translation>
    </message>
    <message>
        <source>Can be downloaded</source>
        <translation>可以下载</translation>
    </message>
    <message>
        <source>Nothing matches. Change the choices above.</source>
        <translation>没有符合条件的模型，请放宽上面的条件。</translation>
    </message>
    <message>
        <source>Add a model file…</source>
        <translation>添加模型文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Only what fits this computer</source>
        <translation>只看适合这台电脑的</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>For anything</source>
        <translation>所有用途</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>不限语言</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
</context>
<context>
    <name>CatalogueWording</name>
    <message>
        <source>Fits this computer</source>
        <translation>适合这台电脑</translation>
    </message>
    <message>
        <source>Just fits</source>
        <translation>勉强可用</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Writes answers</source>
        <translation>撰写回答</translation>
    </message>
    <message>
        <source>Finds passages</source>
        <translation>查找段落</translation>
    </message>
    <message>
        <source>Judges what was found</source>
        <translation>评判找到的段落</translation>
    </message>
    <message>
        <source>Reads scans</source>
        <translation>识别扫描件</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{languages} and many more</source>
        <translation>{languages}等多种语言</translation>
    </message>
    <message numerus="yes">
        <source>%n more language(s)</source>
        <translation>
            <numerusform>另外 %n 种语言</numerusform>
        </translation>
    </message>
    <message>
        <source>{languages} and {more}</source>
        <translation>{languages}和{more}</translation>
    </message>
    <message>
        <source>about {size} to download</source>
        <translation>下载约 {size}</translation>
    </message>
    <message>
        <source>takes {size} of memory</source>
        <translation>占用内存 {size}</translation>
    </message>
    <message>
        <source>{size} on the disk</source>
        <translation>占用磁盘 {size}</translation>
    </message>
    <message>
        <source>licence {name}</source>
        <translation>许可证 {name}</translation>
    </message>
    <message>
        <source>less than a word a second</source>
        <translation>每秒不到一个词</translation>
    </message>
    <message numerus="yes">
        <source>about %Ln word(s) a second</source>
        <translation>
            <numerusform>每秒约 %Ln 个词</numerusform>
        </translation>
    </message>
    <message>
        <source>{speed}, faster than you read</source>
        <translation>{speed}，比阅读还快</translation>
    </message>
    <message>
        <source>This computer has {memory} of memory and {free} free on its disk.</source>
        <translation>这台电脑有 {memory} 内存，磁盘剩余 {free}。</translation>
    </message>
    <message>
        <source>Models are fetched from {hosts}. Only the name of the model is sent there, nothing of yours.</source>
        <translation>模型从 {hosts} 下载。只会发送模型的名称，不会发送您的任何内容。</translation>
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
        <source>Asking for its files…</source>
        <translation>正在查询文件…</translation>
    </message>
    <message>
        <source>Checking what came before…</source>
        <translation>正在核对已下载的部分…</translation>
    </message>
    <message>
        <source>Paused at {counted}</source>
        <translation>已暂停，{counted}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <source>from {host}</source>
        <translation>来自 {host}</translation>
    </message>
    <message>
        <source>Stopped at {came} of about {size}.</source>
        <translation>已下载 {came}，共约 {size}。</translation>
    </message>
    <message>
        <source>It needs {needed}, but only {available} is free. Make some room.</source>
        <translation>需要 {needed}，只剩 {available}。请腾出一些空间。</translation>
    </message>
    <message>
        <source>“{name}” is damaged, or was not copied whole. Copy it once more.</source>
        <translation>“{name}”已损坏，或没有复制完整。请重新复制一次。</translation>
    </message>
    <message>
        <source>Damaged, or not copied whole. Remove it, then download or copy it once more.</source>
        <translation>已损坏，或没有复制完整。请移除后重新下载或复制。</translation>
    </message>
    <message>
        <source>Of a kind that cannot be used here.</source>
        <translation>这种文件无法在这里使用。</translation>
    </message>
    <message>
        <source>This frees {size}. To have it again you would download {size} again.</source>
        <translation>将腾出 {size}。以后想再用，需要重新下载 {size}。</translation>
    </message>
    <message>
        <source>This frees {size}. It did not come from the list: without a copy of your own it is gone.</source>
        <translation>将腾出 {size}。它不是从列表下载的，如果您没有备份，就再也找不回来。</translation>
    </message>
    <message>
        <source>Its files are in use, or may not be deleted.</source>
        <translation>模型文件正在使用中，或者不允许删除。</translation>
    </message>
    <message>
        <source>Its folder is a link to another one. Delete the model there.</source>
        <translation>它所在的文件夹只是一个链接，请到原来的文件夹里删除模型。</translation>
    </message>
    <message>
        <source>It went away while it was copied. Nothing of it was kept.</source>
        <translation>复制途中文件不见了，没有留下任何内容。</translation>
    </message>
    <message>
        <source>Another program of yours is downloading it.</source>
        <translation>您的另一个程序正在下载它。</translation>
    </message>
    <message>
        <source>it is an addition to another model</source>
        <translation>它是另一个模型的附加文件</translation>
    </message>
    <message>
        <source>it is the part of a model that sees pictures</source>
        <translation>它是模型中用来看图的部分</translation>
    </message>
    <message>
        <source>a part of it is missing</source>
        <translation>缺少其中一部分</translation>
    </message>
    <message>
        <source>it holds no whole model</source>
        <translation>其中没有完整的模型</translation>
    </message>
    <message>
        <source>it holds several models; choose one of its files</source>
        <translation>其中有多个模型，请选择其中一个文件</translation>
    </message>
    <message>
        <source>it holds very many files; choose the folder of the model itself</source>
        <translation>里面的文件太多，请选择模型自己的文件夹</translation>
    </message>
    <message>
        <source>its files are links to another place; choose the folder that has them</source>
        <translation>里面的文件只是链接，请选择文件实际所在的文件夹</translation>
    </message>
    <message>
        <source>its form could run programs when it is opened</source>
        <translation>这种格式打开时可能会运行程序</translation>
    </message>
    <message>
        <source>its form could run programs when it is opened, or is not known here</source>
        <translation>这种格式打开时可能会运行程序，或者无法识别</translation>
    </message>
    <message>
        <source>writing models are opened from .gguf files only</source>
        <translation>写作模型只能用 .gguf 文件打开</translation>
    </message>
    <message>
        <source>it is of a kind that is not known here</source>
        <translation>无法识别这种文件</translation>
    </message>
    <message>
        <source>“{name}” was left where it is: {reason}.</source>
        <translation>“{name}”没有添加：{reason}。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done}，共 {total}</translation>
    </message>
</context>
<context>
    <name>CellView</name>
    <message>
        <source>Not asked.</source>
        <translation>没有提问。</translation>
    </message>
    <message>
        <source>Says that the documents do not say</source>
        <translation>回答说文档中没有提到</translation>
    </message>
    <message numerus="yes">
        <source>✓ all %Ln sentence(s) supported</source>
        <translation>
            <numerusform>✓ %Ln 句全部有依据</numerusform>
        </translation>
    </message>
    <message>
        <source>○ {some} of {all} sentences supported</source>
        <translation>○ {all} 句中 {some} 句有依据</translation>
    </message>
    <message>
        <source>{score} like the exam’s answer</source>
        <translation>与测验答案的接近程度 {score}</translation>
    </message>
    <message>
        <source>first word after {time}</source>
        <translation>{time} 后写出第一个字</translation>
    </message>
    <message>
        <source>{time} in all</source>
        <translation>共 {time}</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>读入 {read} 个词元，写出 {written} 个</translation>
    </message>
</context>
<context>
    <name>ChartWords</name>
    <message>
        <source>How well it predicts</source>
        <translation>预测得有多准</translation>
    </message>
    <message>
        <source>examples it learns from</source>
        <translation>正在学习的示例</translation>
    </message>
    <message>
        <source>examples it has not seen</source>
        <translation>没见过的示例</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Lower is better. When the dotted line rises while the other falls, it learns by heart.</source>
        <translation>越低越好。如果虚线上升而实线下降，说明它在死记硬背。</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>尚无测量结果。</translation>
    </message>
    <message>
        <source>{name}: {now} now, {first} at first</source>
        <translation>{name}：现在 {now}，最初 {first}</translation>
    </message>
    <message>
        <source>best: {value} at step {step}</source>
        <translation>最佳：第 {step} 步的 {value}</translation>
    </message>
</context>
<context>
    <name>ChatCard</name>
    <message>
        <source>It belongs to “{model}”, and something else answers in chat now.</source>
        <translation>它属于“{model}”，而现在对话由别的模型回答。</translation>
    </message>
    <message>
        <source>It belongs to “{model}”, which is not among your models any more.</source>
        <translation>它属于“{model}”，但这个模型已不在您的模型中。</translation>
    </message>
    <message>
        <source>Let “{model}” answer</source>
        <translation>改用“{model}”回答</translation>
    </message>
    <message>
        <source>Let it answer in chat</source>
        <translation>用它回答</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>In chat</source>
        <translation>在对话中</translation>
    </message>
    <message>
        <source>Use it in chat</source>
        <translation>在对话中使用</translation>
    </message>
    <message>
        <source>As taught</source>
        <translation>恢复原强度</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>去提问</translation>
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
    <name>CitingButton</name>
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
        <translation>出处 {number}：{title}，第 {page} 页</translation>
    </message>
    <message>
        <source>source {number}: {title}</source>
        <translation>出处 {number}：{title}</translation>
    </message>
</context>
<context>
    <name>ClaimsCard</name>
    <message>
        <source>What is published, and what this computer measured</source>
        <translation>论文公布的数字与本机实测</translation>
    </message>
    <message>
        <source>Published figures come from large models on graphics cards. Where ours differ, ours are what counts here.</source>
        <translation>论文数字来自显卡上的大模型。如与本机不同，请以本机实测为准。</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>说法</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>ColourButton</name>
    <message>
        <source>Colours by kind</source>
        <translation>按类型着色</translation>
    </message>
    <message>
        <source>Colours by community</source>
        <translation>按群着色</translation>
    </message>
</context>
<context>
    <name>CommunityPanel</name>
    <message>
        <source>Belonging together</source>
        <translation>同属一群</translation>
    </message>
    <message>
        <source>What your documents say</source>
        <translation>文档中的说法</translation>
    </message>
    <message>
        <source>Belongs to it</source>
        <translation>群中条目</translation>
    </message>
    <message>
        <source>Written by the writing model from the sentences below.</source>
        <translation>由写作模型根据下面的句子写成。</translation>
    </message>
</context>
<context>
    <name>ComparisonChart</name>
    <message>
        <source>How well each way did</source>
        <translation>各种方式的成绩</translation>
    </message>
    <message>
        <source>Now: {way}</source>
        <translation>现在：{way}</translation>
    </message>
    <message>
        <source>Best: {way}</source>
        <translation>最好：{way}</translation>
    </message>
    <message>
        <source>among the first three</source>
        <translation>排在前三</translation>
    </message>
    <message>
        <source>among the first ten</source>
        <translation>排在前十</translation>
    </message>
    <message>
        <source>what chance may do</source>
        <translation>偶然因素的范围</translation>
    </message>
    <message>
        <source>how it is now</source>
        <translation>现在的水平</translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message>
        <source>Show the best only</source>
        <translation>只看最好的几种</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more way(s)</source>
        <translation>
            <numerusform>再看 %Ln 种</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the figures</source>
        <translation>查看数字</translation>
    </message>
    <message>
        <source>Hide the figures</source>
        <translation>收起数字</translation>
    </message>
    <message>
        <source>Working out what it takes…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>This takes about {time}, on a part of your documents. You can go on working meanwhile.</source>
        <translation>大约需要 {time}，只用一部分文档来试。其间您可以照常使用。</translation>
    </message>
    <message>
        <source>This takes about {time}. You can go on working meanwhile.</source>
        <translation>大约需要 {time}，其间您可以照常使用。</translation>
    </message>
    <message>
        <source>Lectern takes the exam with each way and shows which finds most. Nothing in your library changes by that.</source>
        <translation>书案用每种方式各做一遍测验，看哪种找得最准。资料库本身不会改变。</translation>
    </message>
    <message>
        <source>This library is open for reading only.</source>
        <translation>这个资料库以只读方式打开。</translation>
    </message>
    <message>
        <source>It needs questions first.</source>
        <translation>请先准备题目。</translation>
    </message>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) it can hardly tell one way from another.</source>
        <translation>
            <numerusform>题目不到 %Ln 道，很难分出高下。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick at least one way to prepare and one to search.</source>
        <translation>整理和查找的方式请各选至少一种。</translation>
    </message>
    <message>
        <source>Try other ways of preparing and searching</source>
        <translation>试试别的整理和查找方式</translation>
    </message>
    <message>
        <source>Try other ways</source>
        <translation>试试别的方式</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Choose what to try</source>
        <translation>选择要试的方式</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>The ways in figures</source>
        <translation>各种方式的数字</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Read with</source>
        <translation>阅读模型</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>排第一</translation>
    </message>
    <message>
        <source>First three</source>
        <translation>前三</translation>
    </message>
    <message>
        <source>First ten</source>
        <translation>前十</translation>
    </message>
    <message>
        <source>A question takes</source>
        <translation>每题用时</translation>
    </message>
    <message>
        <source>Preparing took</source>
        <translation>整理用时</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
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
        <translation>您的问题</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter begins a new line</source>
        <translation>回车提问，Shift+回车换行</translation>
    </message>
    <message>
        <source>Pin documents</source>
        <translation>固定文档</translation>
    </message>
    <message>
        <source>Sends text to {hosts}</source>
        <translation>文字会发送到 {hosts}</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>The model reads pinned documents at every question</source>
        <translation>每次提问，模型都会读固定的文档</translation>
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
    <name>ConnectionPanel</name>
    <message>
        <source>Connection</source>
        <translation>联系</translation>
    </message>
    <message>
        <source>Drawn by hand.</source>
        <translation>这条联系是您手动添加的。</translation>
    </message>
    <message>
        <source>Found by the writing model, not by the rules.</source>
        <translation>由写作模型找到，规则没有找到。</translation>
    </message>
    <message>
        <source>No sentence names both.</source>
        <translation>没有同时提到两者的句子。</translation>
    </message>
    <message>
        <source>Why connected?</source>
        <translation>为什么相连？</translation>
    </message>
    <message>
        <source>How are {names} connected?</source>
        <translation>{names}有什么联系？</translation>
    </message>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>没有联系</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>Send text to {host}?</source>
        <translation>要把文字发送到 {host} 吗？</translation>
    </message>
    <message>
        <source>To answer, “{model}” gets your question, what was said before, and the passages of your documents that fit. Until you agree nothing is sent.</source>
        <translation>为了回答，“{model}”会收到您的问题、之前的对话，以及您文档中的相关段落。在您同意之前，不会发送任何内容。</translation>
    </message>
    <message>
        <source>Allow from now on</source>
        <translation>以后都允许</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
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
        <translation>您的对话会列在这里。</translation>
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
    <name>Correction</name>
    <message>
        <source>How the answer should have read</source>
        <translation>这个回答本来应该怎样写</translation>
    </message>
    <message>
        <source>As you corrected it</source>
        <translation>您更正的版本</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>撤销更正</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>CorrectionsPanel</name>
    <message>
        <source>Your corrections</source>
        <translation>我的更正</translation>
    </message>
    <message>
        <source>They are kept with the library, whatever is added or read again.</source>
        <translation>更正随资料库保存，添加文档或重新读取都不会丢失。</translation>
    </message>
    <message>
        <source>You have not changed anything on the map yet.</source>
        <translation>您还没有改动过图谱。</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>Undo the latest</source>
        <translation>撤销最近一次</translation>
    </message>
</context>
<context>
    <name>CostCard</name>
    <message>
        <source>This does not fit into the memory of this computer.</source>
        <translation>这台电脑的内存放不下。</translation>
    </message>
    <message>
        <source>Lectern tries the longest example and a few steps, to know rather than guess. This can take a minute.</source>
        <translation>书案正在用最长的示例试跑几步，实测而不靠猜。可能需要一分钟。</translation>
    </message>
    <message>
        <source>Not measured yet with these settings.</source>
        <translation>还没有按这些设置测量过。</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>约 {time}</translation>
    </message>
    <message>
        <source>No smaller settings would fit either. Choose a smaller model, or close other programs and measure again.</source>
        <translation>再小的设置也放不下。请换一个更小的模型，或关闭其他程序后重新测量。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>With smaller settings it would fit: {changes}.</source>
        <translation>改用较小的设置就放得下：{changes}。</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>所需资源</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Use the smaller settings</source>
        <translation>改用较小的设置</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止测量</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
</context>
<context>
    <name>CourseCard</name>
    <message>
        <source>! It has begun to learn by heart. The best so far, step {step}, is kept.</source>
        <translation>! 它开始死记硬背了。目前最佳的第 {step} 步已保留。</translation>
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
        <source>Show on the map</source>
        <translation>在图谱中显示</translation>
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
    <name>DetailsCard</name>
    <message>
        <source>Hide details</source>
        <translation>收起详情</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>DocumentKinds</name>
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
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
</context>
<context>
    <name>DocumentWording</name>
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
        <source>They are only read; your library stays as it is.</source>
        <translation>只读取内容，资料库不变。</translation>
    </message>
    <message>
        <source>Add “%1” to your models</source>
        <translation>把“%1”添加到模型</translation>
    </message>
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
    <name>EntitiesModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>联系</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
</context>
<context>
    <name>EntitiesTable</name>
    <message>
        <source>What the map shows</source>
        <translation>图谱所示条目</translation>
    </message>
    <message>
        <source>Put in the middle</source>
        <translation>放到中央</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>These are the same</source>
        <translation>这些是同一个</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>EntityEditing</name>
    <message>
        <source>Other name: {name}. Press for what can be done.</source>
        <translation>别名：{name}。按下可选择操作。</translation>
    </message>
    <message>
        <source>Something else: make it an entry of its own</source>
        <translation>另有所指，单独成为一个条目</translation>
    </message>
    <message>
        <source>Show it under this name</source>
        <translation>用这个名称显示</translation>
    </message>
    <message>
        <source>Also called</source>
        <translation>又称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Change kind</source>
        <translation>改类型</translation>
    </message>
    <message>
        <source>Same as…</source>
        <translation>与…相同</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Which other entry is the same?</source>
        <translation>与哪个条目相同？</translation>
    </message>
    <message>
        <source>The entry that is the same</source>
        <translation>相同的条目</translation>
    </message>
    <message>
        <source>This library is open for reading only: nothing can be changed in it now.</source>
        <translation>此资料库以只读方式打开，现在无法更改。</translation>
    </message>
</context>
<context>
    <name>EntityPanel</name>
    <message>
        <source>One and the same?</source>
        <translation>像是同一个？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weaker one(s) not listed.</source>
        <translation>
            <numerusform>另有 %Ln 条较弱的联系未列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected with</source>
        <translation>相连条目</translation>
    </message>
    <message>
        <source>Dates and figures</source>
        <translation>日期与数据</translation>
    </message>
    <message>
        <source>Where it is named</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>What do my documents say about {name}?</source>
        <translation>文档中关于{name}是怎么说的？</translation>
    </message>
    <message>
        <source>Found by the writing model, not by the rules.</source>
        <translation>由写作模型找到，规则没有找到。</translation>
    </message>
    <message>
        <source>Put in the middle</source>
        <translation>放到中央</translation>
    </message>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
</context>
<context>
    <name>EntryRow</name>
    <message>
        <source>The makers of {name} set terms for its use.</source>
        <translation>{name} 的作者对使用有规定。</translation>
    </message>
    <message>
        <source>{licence}: read what they ask of you before you download it.</source>
        <translation>{licence}：下载前请先阅读其中的要求。</translation>
    </message>
    <message>
        <source>Agree and download</source>
        <translation>同意并下载</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不下载</translation>
    </message>
    <message>
        <source>A good start for this computer: {name}</source>
        <translation>适合这台电脑的入门之选：{name}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Download, about {size}</source>
        <translation>下载，约 {size}</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Throw away what came</source>
        <translation>删除已下载的部分</translation>
    </message>
    <message>
        <source>Licence: {name}</source>
        <translation>许可证：{name}</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>了解更多</translation>
    </message>
</context>
<context>
    <name>EvidenceRow</name>
    <message>
        <source>Open the page ›</source>
        <translation>打开原文 ›</translation>
    </message>
    <message>
        <source>read by the writing model</source>
        <translation>由写作模型读出</translation>
    </message>
</context>
<context>
    <name>ExamPane</name>
    <message>
        <source>The exam’s questions are made.</source>
        <translation>测验题目出好了。</translation>
    </message>
    <message>
        <source>The exam has been taken.</source>
        <translation>测验做完了。</translation>
    </message>
    <message>
        <source>The other ways have been tried.</source>
        <translation>别的方式都试过了。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>测验</translation>
    </message>
    <message>
        <source>Take the exam</source>
        <translation>开始测验</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>成绩</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>别的方式</translation>
    </message>
    <message>
        <source>There is nothing to ask about yet</source>
        <translation>还没有可以出题的文档</translation>
    </message>
    <message>
        <source>Add documents first. Then Lectern can make an exam from them.</source>
        <translation>先添加文档，书案就能从中出题。</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
</context>
<context>
    <name>ExamWording</name>
    <message>
        <source>There was no question to ask.</source>
        <translation>没有可以问的题目。</translation>
    </message>
    <message numerus="yes">
        <source>Lectern found the right place for all %Ln question(s), at once.</source>
        <translation>
            <numerusform>全部 %Ln 道题，书案都一下就找对了出处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lectern found the right place for {found} of %Ln question(s), for {first} of them at once.</source>
        <translation>
            <numerusform>%Ln 道题里，书案找对了 {found} 道的出处，其中 {first} 道一下就找对。</numerusform>
        </translation>
    </message>
    <message>
        <source>That is better than the time before, and not by chance.</source>
        <translation>比上一次好，而且不是偶然。</translation>
    </message>
    <message>
        <source>That is worse than the time before, and not by chance.</source>
        <translation>比上一次差，而且不是偶然。</translation>
    </message>
    <message>
        <source>{found} of {all} found, {first} at once</source>
        <translation>{all} 道找对 {found} 道，{first} 道排第一</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没找到</translation>
    </message>
    <message>
        <source>Found at once</source>
        <translation>一下找对</translation>
    </message>
    <message>
        <source>Found in place {rank}</source>
        <translation>排在第 {rank}</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>A sentence with a gap</source>
        <translation>填空</translation>
    </message>
    <message>
        <source>Which page says it</source>
        <translation>找出在哪一页</translation>
    </message>
    <message>
        <source>What something means</source>
        <translation>名词解释</translation>
    </message>
    <message>
        <source>Written by the writing model</source>
        <translation>写作模型出的题</translation>
    </message>
    <message>
        <source>Your own question</source>
        <translation>您自己出的题</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>%Ln 道题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln put aside</source>
        <translation>
            <numerusform>搁置 %Ln 道</numerusform>
        </translation>
    </message>
    <message>
        <source>Chance does not explain the difference.</source>
        <translation>这个差别不是偶然。</translation>
    </message>
    <message>
        <source>Your library already works the best way.</source>
        <translation>资料库现在用的就是最好的方式。</translation>
    </message>
    <message>
        <source>No other way found more. There is nothing to change.</source>
        <translation>别的方式都没有找得更准，什么都不用改。</translation>
    </message>
    <message>
        <source>No way is clearly better than the one you have.</source>
        <translation>没有哪种方式明显好过现在的。</translation>
    </message>
    <message>
        <source>What differs is so little that chance explains it. Stay with it.</source>
        <translation>差别很小，可能只是偶然，不必更换。</translation>
    </message>
    <message>
        <source>There are too few questions to say which way is better.</source>
        <translation>题目太少，看不出哪种方式更好。</translation>
    </message>
    <message numerus="yes">
        <source>Have at least %Ln question(s) in the exam, then try again.</source>
        <translation>
            <numerusform>请至少用 %Ln 道题，再试一次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another way is better: of %Ln question(s) it has {best} among the first three places, yours {now}.</source>
        <translation>
            <numerusform>有更好的方式：%Ln 道题里，它有 {best} 道排进前三，现在的方式有 {now} 道。</numerusform>
        </translation>
    </message>
    <message>
        <source>{found} of {all} among the first three</source>
        <translation>{all} 道里 {found} 道排进前三</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln of your documents</source>
        <translation>
            <numerusform>用 %Ln 份文档试的</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Making questions</source>
        <translation>正在出题</translation>
    </message>
    <message>
        <source>Taking the exam</source>
        <translation>正在测验</translation>
    </message>
    <message>
        <source>Trying other ways</source>
        <translation>正在试别的方式</translation>
    </message>
    <message>
        <source>Working out what it takes</source>
        <translation>正在估算</translation>
    </message>
    <message>
        <source>Preparing your documents another way</source>
        <translation>正在用另一种方式整理文档</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>question {done} of {all}</source>
        <translation>第 {done} 题，共 {all} 题</translation>
    </message>
    <message>
        <source>prepared {name}</source>
        <translation>{name}整理</translation>
    </message>
    <message>
        <source>searched {name}</source>
        <translation>{name}查找</translation>
    </message>
    <message>
        <source>{prepared}, {searched}</source>
        <translation>{prepared}，{searched}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>ExampleModel</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer to learn</source>
        <translation>要学的回答</translation>
    </message>
    <message>
        <source>Worse answer</source>
        <translation>较差的回答</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Not learnt from: kept to see how it does on what it has not seen.</source>
        <translation>不用于学习：留着看它没见过的题答得怎样。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>For testing</source>
        <translation>留作检验</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>No question</source>
        <translation>缺问题</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>缺回答</translation>
    </message>
    <message>
        <source>Only repeats the question</source>
        <translation>只是重复问题</translation>
    </message>
    <message>
        <source>Both answers are the same</source>
        <translation>两个回答相同</translation>
    </message>
    <message>
        <source>Asked more than once</source>
        <translation>问题重复</translation>
    </message>
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>Leave out</source>
        <translation>不用它</translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Show where it stands</source>
        <translation>打开出处</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ExamplesStep</name>
    <message numerus="yes">
        <source>%Ln example(s) removed</source>
        <translation>
            <numerusform>已删除 %Ln 条示例</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) lack a question or an answer.</source>
        <translation>
            <numerusform>有 %Ln 条示例缺问题或回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing here fits.</source>
        <translation>没有符合的题目。</translation>
    </message>
    <message>
        <source>Find examples…</source>
        <translation>查找示例…</translation>
    </message>
    <message>
        <source>Find examples</source>
        <translation>查找示例</translation>
    </message>
    <message>
        <source>Write one</source>
        <translation>自己写一条</translation>
    </message>
    <message>
        <source>Add more…</source>
        <translation>继续添加…</translation>
    </message>
    <message>
        <source>As the model sees it</source>
        <translation>模型看到的样子</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>都不用</translation>
    </message>
    <message>
        <source>Enter: edit · Space: learn from it or leave it out · Delete: remove · Ctrl+Enter: show where it stands</source>
        <translation>回车：编辑 · 空格：用或不用 · Delete：删除 · Ctrl+回车：查看出处</translation>
    </message>
    <message>
        <source>All examples</source>
        <translation>全部示例</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>For testing</source>
        <translation>留作检验</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>有问题的</translation>
    </message>
    <message>
        <source>Which examples to show</source>
        <translation>显示哪些示例</translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message>
        <source>✓ Saved and tested: {path}</source>
        <translation>✓ 已保存并检验：{path}</translation>
    </message>
    <message>
        <source>✓ Saved: {path}</source>
        <translation>✓ 已保存：{path}</translation>
    </message>
    <message>
        <source>It is written, opened again and tested. You can go on working.</source>
        <translation>正在写入，随后重新打开并检验。您可以继续工作。</translation>
    </message>
    <message>
        <source>It is written. You can go on working.</source>
        <translation>正在写入，您可以继续工作。</translation>
    </message>
    <message>
        <source>Models (*{ending})</source>
        <translation>模型（*{ending}）</translation>
    </message>
    <message>
        <source>Where to make the folder</source>
        <translation>在哪里建立文件夹</translation>
    </message>
    <message>
        <source>As a small file</source>
        <translation>一个小文件</translation>
    </message>
    <message>
        <source>For programs that take it beside the same model.</source>
        <translation>供能加载它的程序使用，须配同一个模型。</translation>
    </message>
    <message>
        <source>As a model of its own</source>
        <translation>一个独立的模型</translation>
    </message>
    <message>
        <source>One file that any program for local models opens; as large as the model.</source>
        <translation>任何本地模型程序都能打开的单个文件，与模型一样大。</translation>
    </message>
    <message>
        <source>For Ollama</source>
        <translation>用于 Ollama</translation>
    </message>
    <message>
        <source>A folder with all that “ollama create” needs.</source>
        <translation>包含“ollama create”所需全部内容的文件夹。</translation>
    </message>
    <message>
        <source>As a folder for other programs</source>
        <translation>供其他程序使用的文件夹</translation>
    </message>
    <message>
        <source>In the form of Hugging Face, for those who build on it.</source>
        <translation>Hugging Face 格式，便于二次开发。</translation>
    </message>
    <message>
        <source>To teach on a larger computer</source>
        <translation>到更大的电脑上训练</translation>
    </message>
    <message>
        <source>A folder with examples, settings and commands for a machine with graphics cards. Bring the result back here afterwards.</source>
        <translation>包含示例、设置和命令的文件夹，供有显卡的机器使用，结果可以带回这里。</translation>
    </message>
    <message>
        <source>Take it elsewhere</source>
        <translation>带到别处使用</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>How much of it has been written</source>
        <translation>写入进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
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
    <message>
        <source>GraphML (*.graphml)</source>
        <translation>GraphML (*.graphml)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Export the map</source>
        <translation>导出图谱</translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another place.</source>
        <translation>文件无法写入该位置，请另选位置。</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Ask again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>打开“模型”</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>Choose files with questions and answers</source>
        <translation>选择含问答的文件</translation>
    </message>
    <message>
        <source>Take “{name}” off</source>
        <translation>移除“{name}”</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message numerus="yes">
        <source>%n chosen document(s)</source>
        <translation>
            <numerusform>选定的 %n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Only: {which}</source>
        <translation>只看：{which}</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter the map</source>
        <translation>筛选图谱</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>in the last week</source>
        <translation>最近一周</translation>
    </message>
    <message>
        <source>in the last month</source>
        <translation>最近一个月</translation>
    </message>
    <message>
        <source>in the last year</source>
        <translation>最近一年</translation>
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
    <name>FitStep</name>
    <message>
        <source>{way}, with settings that suit your examples and this computer.</source>
        <translation>{way}，设置已按您的示例和这台电脑选好。</translation>
    </message>
    <message>
        <source>{way}, with your own settings.</source>
        <translation>{way}，按您自己的设置。</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>! This way is known to do little with small models. “Add-on notes” does more.</source>
        <translation>! 这种方式对小模型收效甚微，改用“附加笔记”效果更好。</translation>
    </message>
    <message>
        <source>Learn from the worse answers too</source>
        <translation>也从较差的回答中学习</translation>
    </message>
    <message>
        <source>The fast way</source>
        <translation>快速训练</translation>
    </message>
    <message>
        <source>Only the upper quarter of the model learns: more than twice as fast and less memory, but it learns less well. Good for a first try.</source>
        <translation>只训练模型最上面的四分之一：快一倍以上，也更省内存，但学得差一些。适合先试一试。</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>The map could not be brought up to date.</source>
        <translation>图谱未能更新。</translation>
    </message>
    <message>
        <source>for reading only: nothing can be changed</source>
        <translation>只读，无法更改</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>立即更新</translation>
    </message>
</context>
<context>
    <name>FormulaBlock</name>
    <message>
        <source>Formula: {source}</source>
        <translation>公式：{source}</translation>
    </message>
</context>
<context>
    <name>FoundStrip</name>
    <message>
        <source>Hide them</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Making examples…</source>
        <translation>正在制作示例…</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>Reading your files and documents</source>
        <translation>正在读取文件和文档</translation>
    </message>
    <message>
        <source>The writing model writes examples</source>
        <translation>写作模型正在写示例</translation>
    </message>
    <message>
        <source>Checking what was made</source>
        <translation>正在检查做好的示例</translation>
    </message>
    <message>
        <source>Making examples</source>
        <translation>正在制作示例</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new example(s). Read them before anything is taught.</source>
        <translation>
            <numerusform>新增 %Ln 条示例。训练前请先过目。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new: all of these examples are here already.</source>
        <translation>没有新内容：这些示例都已经有了。</translation>
    </message>
    <message>
        <source>No example came of this.</source>
        <translation>没有得到示例。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) or place(s) could not be used.</source>
        <translation>
            <numerusform>有 %Ln 处未能采用。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln that say the same were left out.</source>
        <translation>
            <numerusform>已略去 %Ln 条重复的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Documents give examples where they define things, answer questions or have tables. Choose others, or let the writing model write the examples.</source>
        <translation>文档里有定义、问答或表格，才能从中得到示例。请换几份文档，或让写作模型来写。</translation>
    </message>
    <message>
        <source>No answer in your conversations is marked as helpful or corrected yet. Both are done under an answer in Ask.</source>
        <translation>您的对话里还没有认为有帮助的回答，也没有改过的回答。请在“提问”中的回答下方标记或改正。</translation>
    </message>
    <message>
        <source>In notes, write a question on one line and its answer on the next.</source>
        <translation>笔记请这样写：一行问题，下一行是回答。</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more like these.</source>
        <translation>
            <numerusform>另有 %Ln 处类似情况。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭这条提示</translation>
    </message>
    <message>
        <source>What could not be used</source>
        <translation>未能采用的内容</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message numerus="yes">
        <source>%Ln lesson(s) were interrupted while being taught. They go on where they were.</source>
        <translation>
            <numerusform>有 %Ln 项训练被中断了，可以从原处继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>“{title}” was interrupted while being taught. It goes on where it was.</source>
        <translation>“{title}”的训练被中断了，可以从原处继续。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>GraphTraceDrawing</name>
    <message>
        <source>Part of the map that was used</source>
        <translation>用到的图谱部分</translation>
    </message>
</context>
<context>
    <name>GraphTraceView</name>
    <message>
        <source>Show on the map</source>
        <translation>在图谱中显示</translation>
    </message>
    <message>
        <source>How the names are connected</source>
        <translation>这些名称如何相连</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message numerus="yes">
        <source>Around: %Ln step(s)</source>
        <translation>
            <numerusform>周围 %Ln 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Map</source>
        <translation>图谱</translation>
    </message>
    <message>
        <source>Search the map, or ask: how is A connected with B?</source>
        <translation>搜索图谱，或提问：甲与乙有什么联系？</translation>
    </message>
    <message>
        <source>Search the map, or ask a question</source>
        <translation>搜索图谱或提问</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Show the map as a list</source>
        <translation>以列表显示图谱</translation>
    </message>
    <message>
        <source>Show the drawing</source>
        <translation>显示图</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>How are two connected…</source>
        <translation>两者如何相连…</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Broader</source>
        <translation>分得粗些</translation>
    </message>
    <message>
        <source>Finer</source>
        <translation>分得细些</translation>
    </message>
</context>
<context>
    <name>ImportingRow</name>
    <message>
        <source>Copying “{name}”</source>
        <translation>正在复制“{name}”</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>知道了</translation>
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
    <name>InstalledRow</name>
    <message>
        <source>Remove “{name}” from this computer?</source>
        <translation>要从这台电脑移除“{name}”吗？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Measuring how fast it is here…</source>
        <translation>正在测试它在这里的速度…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Freeing its memory…</source>
        <translation>正在释放内存…</translation>
    </message>
    <message>
        <source>in memory now: {size}</source>
        <translation>正占用内存：{size}</translation>
    </message>
    <message>
        <source>Answers your questions</source>
        <translation>正在用它回答</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Read documents with it…</source>
        <translation>用它阅读文档…</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation>用于回答</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测速</translation>
    </message>
    <message>
        <source>Measure its speed</source>
        <translation>测试速度</translation>
    </message>
    <message>
        <source>Free its memory</source>
        <translation>释放内存</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
</context>
<context>
    <name>InstructionButton</name>
    <message>
        <source>Usual instruction</source>
        <translation>默认要求</translation>
    </message>
    <message>
        <source>The instruction the model follows: {name}</source>
        <translation>模型遵循的要求：{name}</translation>
    </message>
    <message>
        <source>Change instructions…</source>
        <translation>修改回答要求…</translation>
    </message>
</context>
<context>
    <name>InstructionsPage</name>
    <message>
        <source>New instruction</source>
        <translation>新的回答要求</translation>
    </message>
    <message>
        <source>{title} · in use</source>
        <translation>{title} · 使用中</translation>
    </message>
    <message>
        <source>{title} · not kept yet</source>
        <translation>{title} · 尚未保存</translation>
    </message>
    <message>
        <source>As it came with Lectern</source>
        <translation>随书案附带的版本</translation>
    </message>
    <message>
        <source>Version {number}, {date}</source>
        <translation>第 {number} 版，{date}</translation>
    </message>
    <message>
        <source>The instruction “{title}” was removed.</source>
        <translation>已删除回答要求“{title}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use the usual one</source>
        <translation>改用默认</translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation>用于回答</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>直接说明</translation>
    </message>
    <message>
        <source>Plain (zero-shot): says what to do, without examples.</source>
        <translation>直接说明（零样本）：只说怎么做，不举例。</translation>
    </message>
    <message>
        <source>With examples</source>
        <translation>举例说明</translation>
    </message>
    <message>
        <source>With examples (few-shot): answers that you marked as helpful show how it is done.</source>
        <translation>举例说明（少样本）：用您标为“有帮助”的回答作示范。</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步推理</translation>
    </message>
    <message>
        <source>Step by step (chain of thought): reasons first, then answers. Slower, often better at sums and comparisons.</source>
        <translation>逐步推理（思维链）：先推理再回答。较慢，但计算和比较往往更准。</translation>
    </message>
    <message>
        <source>Full brief</source>
        <translation>完整交代</translation>
    </message>
    <message>
        <source>Full brief (CO-STAR): context, objective, style, tone, audience and form of the answer.</source>
        <translation>完整交代（CO-STAR）：背景、目标、风格、语气、读者和回答形式。</translation>
    </message>
    <message>
        <source>What a writing model is told before your question. Say how answers should be; that it must keep to your documents and name its sources is always added.</source>
        <translation>这是写作模型在您提问之前读到的话。写明您想要怎样的回答即可；“只依据文档并注明出处”的要求会自动加上。</translation>
    </message>
    <message>
        <source>Stand-ins that are filled in: {examples} answers you marked as helpful, {today} the date, {library} the name of your library.</source>
        <translation>可用的占位符：{examples} 会换成您标为“有帮助”的回答，{today} 换成当天日期，{library} 换成资料库名称。</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>回答要求</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What the model is told</source>
        <translation>给模型的要求</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
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
    <message>
        <source>Your text is sent to {host}</source>
        <translation>文字会发送到 {host}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) need your help</source>
        <translation>
            <numerusform>%Ln 份文档需要您处理</numerusform>
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
    <name>LabGrid</name>
    <message>
        <source>{share} of its sentences supported</source>
        <translation>{share} 的句子有依据</translation>
    </message>
    <message>
        <source>{score} like the exam’s answers</source>
        <translation>与测验答案的接近程度 {score}</translation>
    </message>
    <message>
        <source>{time} an answer</source>
        <translation>每个回答 {time}</translation>
    </message>
</context>
<context>
    <name>LabPage</name>
    <message>
        <source>There is no exam yet. Make one under Exam, or write questions here.</source>
        <translation>还没有测验。可以在“测验”中出题，或直接在这里写问题。</translation>
    </message>
    <message>
        <source>Ask the same questions in two or more ways and compare the answers: another model, another instruction, or quotes only. Nothing is kept in your conversations.</source>
        <translation>用两种以上的方式回答同样的问题，再对比结果：换一个模型、换一种要求，或只用摘录。对比内容不会留在您的对话里。</translation>
    </message>
    <message>
        <source>One question a line…</source>
        <translation>每行写一个问题…</translation>
    </message>
    <message>
        <source>Questions, one a line</source>
        <translation>问题，每行一个</translation>
    </message>
    <message>
        <source>Take questions from my exam</source>
        <translation>使用测验中的问题</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>再加一种</translation>
    </message>
    <message>
        <source>Ask them all</source>
        <translation>全部提问</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>Latest</source>
        <translation>回到最新</translation>
    </message>
</context>
<context>
    <name>LessonList</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>训练成果</translation>
    </message>
    <message>
        <source>Your lessons will be listed here.</source>
        <translation>训练成果会列在这里。</translation>
    </message>
    <message>
        <source>Compare ways of teaching</source>
        <translation>比较各种训练方式</translation>
    </message>
    <message>
        <source>Bring in a finished lesson…</source>
        <translation>导入已完成的训练成果…</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>It ends now. The state that did best on what it has not seen is kept.</source>
        <translation>现在结束，保留在没见过的示例上表现最好的状态。</translation>
    </message>
    <message>
        <source>It has not learnt anything yet that could be kept.</source>
        <translation>还没有学到可以保留的内容。</translation>
    </message>
    <message>
        <source>How much has been taught</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep the best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Compare ways of teaching…</source>
        <translation>比较训练方式……</translation>
    </message>
    <message>
        <source>Teach another like it…</source>
        <translation>照此再训练一个……</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>暂时停止</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>LessonRow</name>
    <message>
        <source>on</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>{lesson}: {state}</source>
        <translation>{lesson}：{state}</translation>
    </message>
    <message>
        <source>How strongly it speaks: 100% is as it was taught</source>
        <translation>影响的强弱：100% 为训练时的强度</translation>
    </message>
    <message>
        <source>Learnt words that it reads before each question.</source>
        <translation>每次提问前先读入的一段学到的内容。</translation>
    </message>
    <message>
        <source>A learnt memory that stands before each question.</source>
        <translation>每次提问前放入的一段学到的记忆。</translation>
    </message>
    <message>
        <source>A small file beside the model, on and off at once.</source>
        <translation>模型旁的一个小文件，可随时启用或停用。</translation>
    </message>
</context>
<context>
    <name>LessonTrouble</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Change its settings and begin anew</source>
        <translation>更改设置，重新开始</translation>
    </message>
</context>
<context>
    <name>LessonWords</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>measured after a few steps</source>
        <translation>几步之后即可测出</translation>
    </message>
    <message>
        <source>done about {moment}</source>
        <translation>约 {moment} 完成</translation>
    </message>
    <message>
        <source>{time} tomorrow</source>
        <translation>明天 {time}</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date} {time}</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Tokens a second: words, or parts of words.</source>
        <translation>每秒处理的词元数，词元是词或词的一部分。</translation>
    </message>
    <message>
        <source>chat comes first</source>
        <translation>对话优先</translation>
    </message>
    <message>
        <source>{number} words/s</source>
        <translation>{number} 词/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>measured before the start</source>
        <translation>开始前测量</translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation>{used} / {all}</translation>
    </message>
    <message>
        <source>on the processor</source>
        <translation>在处理器上</translation>
    </message>
    <message>
        <source>on the graphics card</source>
        <translation>在显卡上</translation>
    </message>
    <message>
        <source>{size} on the graphics card</source>
        <translation>显存 {size}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>goes on after a restart</source>
        <translation>重启后可继续</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>within two minutes</source>
        <translation>两分钟内保存</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>{time}前</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Trained parameters</source>
        <translation>训练的参数</translation>
    </message>
    <message>
        <source>{count} of {all} ({share}%)</source>
        <translation>{all} 中的 {count}（{share}%）</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{seen} on examples it learns from, {unseen} on others, best at step {step}</source>
        <translation>学习的示例 {seen}，其他示例 {unseen}，第 {step} 步最佳</translation>
    </message>
    <message>
        <source>Taught for</source>
        <translation>训练用时</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>“{title}” was removed.</source>
        <translation>已删除“{title}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>LinkAsking</name>
    <message>
        <source>This link stands in the answer. It leads out of Lectern:</source>
        <translation>回答中有一个链接，它会离开书案：</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
</context>
<context>
    <name>LinkStop</name>
    <message>
        <source>Link: {words}</source>
        <translation>链接：{words}</translation>
    </message>
</context>
<context>
    <name>MakingForm</name>
    <message>
        <source>How many</source>
        <translation>题数</translation>
    </message>
    <message>
        <source>From</source>
        <translation>出自</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>%Ln 道题</numerusform>
        </translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Chosen documents</source>
        <translation>选定的文档</translation>
    </message>
    <message>
        <source>Find a document…</source>
        <translation>查找文档…</translation>
    </message>
    <message>
        <source>Find a document</source>
        <translation>查找文档</translation>
    </message>
    <message>
        <source>Documents to take questions from</source>
        <translation>从哪些文档出题</translation>
    </message>
    <message>
        <source>Let the writing model write the questions</source>
        <translation>让写作模型出题</translation>
    </message>
    <message>
        <source>Make an exam from my documents</source>
        <translation>从我的文档出题</translation>
    </message>
    <message>
        <source>This library is open for reading only: no exam can be made in it now.</source>
        <translation>这个资料库以只读方式打开，现在不能出题。</translation>
    </message>
    <message>
        <source>Tick the documents that questions should come from.</source>
        <translation>请勾选要出题的文档。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) chosen</source>
        <translation>
            <numerusform>已选 %Ln 份文档</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MakingPage</name>
    <message>
        <source>New lesson</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>Start teaching</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Examples are still being made.</source>
        <translation>示例还在制作。</translation>
    </message>
    <message>
        <source>First it needs examples.</source>
        <translation>先要有示例。</translation>
    </message>
    <message>
        <source>Fill the examples that lack something, or leave them out.</source>
        <translation>请补全缺内容的示例，或选择不用它们。</translation>
    </message>
    <message>
        <source>All examples are left out. Take some in again.</source>
        <translation>所有示例都没有采用。请重新采用一些。</translation>
    </message>
    <message>
        <source>Measuring what it takes…</source>
        <translation>正在测量所需资源…</translation>
    </message>
    <message>
        <source>It has to be measured once before it starts.</source>
        <translation>开始前需要先测量一次。</translation>
    </message>
    <message>
        <source>It does not fit into the memory of this computer.</source>
        <translation>这台电脑的内存放不下。</translation>
    </message>
    <message>
        <source>Title of the lesson</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>Remove this lesson</source>
        <translation>删除这次训练</translation>
    </message>
    <message>
        <source>1  What to learn from</source>
        <translation>1  从哪里学</translation>
    </message>
    <message>
        <source>2  How well it fits this computer</source>
        <translation>2  这台电脑是否合适</translation>
    </message>
    <message>
        <source>3  Start</source>
        <translation>3  开始</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>图谱</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) are drawn</source>
        <translation>
            <numerusform>图中有 %n 个名称</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapWording</name>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>作品</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln 个条目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln 条联系</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %Ln document(s)</source>
        <translation>
            <numerusform>来自 %Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>named %Ln time(s)</source>
        <translation>
            <numerusform>提到 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln document(s)</source>
        <translation>
            <numerusform>见于 %Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln 句</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} · page {page}</source>
        <translation>{title} · 第 {page} 页</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %Ln more</source>
        <translation>
            <numerusform>{names}等另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first}与{last}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) not in the map yet</source>
        <translation>
            <numerusform>有 %Ln 份文档尚未进入图谱</numerusform>
        </translation>
    </message>
    <message>
        <source>Map up to date</source>
        <translation>图谱已是最新</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) read by the writing model</source>
        <translation>
            <numerusform>写作模型读过 %Ln 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>no writing model used</source>
        <translation>未使用写作模型</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Updating the map…</source>
        <translation>正在更新图谱…</translation>
    </message>
    <message>
        <source>Updating the map · {done} of {all}</source>
        <translation>正在更新图谱 · {done} / {all}</translation>
    </message>
    <message>
        <source>merged {names}</source>
        <translation>合并{names}</translation>
    </message>
    <message>
        <source>parted {text} from {names}</source>
        <translation>从{names}拆出{text}</translation>
    </message>
    <message>
        <source>renamed {names}</source>
        <translation>更改{names}的名称</translation>
    </message>
    <message>
        <source>changed the kind of {names}</source>
        <translation>更改{names}的类型</translation>
    </message>
    <message>
        <source>hid {names}</source>
        <translation>隐藏{names}</translation>
    </message>
    <message>
        <source>showed {names} again</source>
        <translation>重新显示{names}</translation>
    </message>
    <message>
        <source>kept {names} apart</source>
        <translation>分开{names}</translation>
    </message>
    <message>
        <source>added {names}</source>
        <translation>添加{names}</translation>
    </message>
    <message>
        <source>connected {names}</source>
        <translation>连接{names}</translation>
    </message>
    <message>
        <source>parted {names}</source>
        <translation>断开{names}的联系</translation>
    </message>
    <message>
        <source>parted a name from {names}</source>
        <translation>从{names}拆出一个名称</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>On the map: {what}.</source>
        <translation>图谱：{what}。</translation>
    </message>
    <message>
        <source>almost the same spelling</source>
        <translation>写法几乎相同</translation>
    </message>
    <message>
        <source>one looks like a short form of the other</source>
        <translation>一个像是另一个的缩写</translation>
    </message>
    <message>
        <source>one is a part of the name of the other</source>
        <translation>一个是另一个名称的一部分</translation>
    </message>
    <message>
        <source>they are named beside the same others</source>
        <translation>常与同一些名称一起出现</translation>
    </message>
    <message>
        <source>the same in another language</source>
        <translation>另一种语言里的同一名称</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>{needed} of the {available} that are free</source>
        <translation>需要 {needed}，可用 {available}</translation>
    </message>
</context>
<context>
    <name>MethodNames</name>
    <message>
        <source>Add-on notes</source>
        <translation>附加笔记</translation>
    </message>
    <message>
        <source>Two narrow matrices beside each weight are taught; the weights stay.</source>
        <translation>在每个权重旁训练两个窄矩阵，权重本身不变。</translation>
    </message>
    <message>
        <source>Add-on notes, learnt faster</source>
        <translation>学得更快的附加笔记</translation>
    </message>
    <message>
        <source>LoRA whose second matrix learns at a higher rate than the first.</source>
        <translation>LoRA，其中第二个矩阵的学习率高于第一个。</translation>
    </message>
    <message>
        <source>Add-on notes, steady when wide</source>
        <translation>加宽也稳定的附加笔记</translation>
    </message>
    <message>
        <source>LoRA scaled by the square root of its rank.</source>
        <translation>LoRA，按秩的平方根缩放。</translation>
    </message>
    <message>
        <source>Add-on notes, half of them fixed</source>
        <translation>固定一半的附加笔记</translation>
    </message>
    <message>
        <source>LoRA whose first matrix stays as it was drawn by chance.</source>
        <translation>LoRA，其中第一个矩阵保持随机初始值不变。</translation>
    </message>
    <message>
        <source>The smallest notes</source>
        <translation>最小的笔记</translation>
    </message>
    <message>
        <source>Fixed random matrices shared by all layers; two vectors are taught.</source>
        <translation>各层共用固定的随机矩阵，只训练两个向量。</translation>
    </message>
    <message>
        <source>Add-on notes that build up</source>
        <translation>逐步累积的附加笔记</translation>
    </message>
    <message>
        <source>LoRA that also moves the weights by what its matrices changed.</source>
        <translation>LoRA，并把矩阵的变化量累加到权重上。</translation>
    </message>
    <message>
        <source>Add-on notes on a shrunk model</source>
        <translation>在压缩模型上记附加笔记</translation>
    </message>
    <message>
        <source>LoRA on weights of four bits, quantised twice.</source>
        <translation>在 4 位、双重量化的权重上训练 LoRA。</translation>
    </message>
    <message>
        <source>Add-on notes on the chat&apos;s own model file</source>
        <translation>直接在对话所用的模型文件上记附加笔记</translation>
    </message>
    <message>
        <source>LoRA right on the quantised file that the chat opens.</source>
        <translation>直接在对话打开的量化文件上训练 LoRA。</translation>
    </message>
    <message>
        <source>Add-on notes and strengths</source>
        <translation>附加笔记加强度</translation>
    </message>
    <message>
        <source>LoRA that teaches the direction of a weight and its size apart.</source>
        <translation>LoRA，把权重的方向和大小分开训练。</translation>
    </message>
    <message>
        <source>From better and worse answers</source>
        <translation>从好坏回答中学习</translation>
    </message>
    <message>
        <source>LoRA that learns to prefer the better of two answers.</source>
        <translation>LoRA，学习在两个回答中偏向更好的一个。</translation>
    </message>
    <message>
        <source>The whole model</source>
        <translation>整个模型</translation>
    </message>
    <message>
        <source>full fine-tuning</source>
        <translation>全参数微调</translation>
    </message>
    <message>
        <source>Every weight is taught. It takes the most memory and time.</source>
        <translation>训练全部权重，占用内存和时间最多。</translation>
    </message>
    <message>
        <source>Offsets only</source>
        <translation>只调偏置</translation>
    </message>
    <message>
        <source>Only the biases are taught, a very small part of the model.</source>
        <translation>只训练偏置，占模型的极小部分。</translation>
    </message>
    <message>
        <source>Learnt opening words</source>
        <translation>学来的开场词</translation>
    </message>
    <message>
        <source>prompt tuning</source>
        <translation>提示微调（prompt tuning）</translation>
    </message>
    <message>
        <source>Vectors in front of each prompt are taught, as if they were words.</source>
        <translation>训练放在每个提示前的向量，如同一些词。</translation>
    </message>
    <message>
        <source>Learnt opening words, through a helper</source>
        <translation>借助小网络的开场词</translation>
    </message>
    <message>
        <source>As prompt tuning, the vectors written by a small network.</source>
        <translation>同提示微调，向量由一个小网络生成。</translation>
    </message>
    <message>
        <source>A learnt memory</source>
        <translation>学来的记忆</translation>
    </message>
    <message>
        <source>prefix tuning</source>
        <translation>前缀微调（prefix tuning）</translation>
    </message>
    <message>
        <source>Keys and values in front of every layer are taught, through a network.</source>
        <translation>经由一个网络训练每层之前的键和值。</translation>
    </message>
    <message>
        <source>A learnt memory, direct</source>
        <translation>直接学来的记忆</translation>
    </message>
    <message>
        <source>Keys and values in front of every layer are taught as they are.</source>
        <translation>直接训练每层之前的键和值。</translation>
    </message>
    <message>
        <source>Small parts put in between</source>
        <translation>插入的小部件</translation>
    </message>
    <message>
        <source>bottleneck adapters (Houlsby)</source>
        <translation>瓶颈适配器（Houlsby）</translation>
    </message>
    <message>
        <source>Small networks between the layers are taught.</source>
        <translation>训练插在各层之间的小网络。</translation>
    </message>
    <message>
        <source>A small file beside the model. You switch it on and off while you talk.</source>
        <translation>模型旁的一个小文件，对话时可随时开启或关闭。</translation>
    </message>
    <message>
        <source>A few learnt words that the model reads before each question. You switch them on and off while you talk.</source>
        <translation>模型在每个问题前先读的几个学来的词，对话时可随时开启或关闭。</translation>
    </message>
    <message>
        <source>A learnt memory that stands before each conversation. You switch it on and off while you talk.</source>
        <translation>放在每次对话之前的一段学来的记忆，对话时可随时开启或关闭。</translation>
    </message>
    <message>
        <source>A model of its own. You choose it in chat as you choose any other model.</source>
        <translation>一个独立的模型，在对话中像选其他模型一样选它。</translation>
    </message>
    <message>
        <source>A model of its own that only the slower way of running knows. It takes memory of its own and answers more slowly.</source>
        <translation>一个独立的模型，只能以较慢的方式运行，另占内存，回答也更慢。</translation>
    </message>
</context>
<context>
    <name>MethodsPage</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln way(s) to try: choose others</source>
        <translation>
            <numerusform>将试 %Ln 种方式：选择其他</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln way(s) to try</source>
        <translation>
            <numerusform>将试 %Ln 种方式</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Each way is taught for a short time. You can go on working.</source>
        <translation>每种方式各训练一小段时间。您可以继续工作。</translation>
    </message>
    <message>
        <source>Now: {way}. You can go on working.</source>
        <translation>正在试：{way}。您可以继续工作。</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>does little on small models</source>
        <translation>对小模型作用不大</translation>
    </message>
    <message>
        <source>needs better and worse answers</source>
        <translation>需要成对的好坏回答</translation>
    </message>
    <message>
        <source>needs another form of the model</source>
        <translation>需要另一种形式的模型</translation>
    </message>
    <message>
        <source>Back to the lessons</source>
        <translation>返回训练列表</translation>
    </message>
    <message>
        <source>Compare ways of teaching</source>
        <translation>比较各种训练方式</translation>
    </message>
    <message>
        <source>Lectern teaches the same examples in several ways, each for a short time, and measures. Your lessons stay as they are.</source>
        <translation>书案用几种方式训练同样的示例，每种一小段时间，并加以测量。您已有的训练成果不受影响。</translation>
    </message>
    <message>
        <source>Examples of</source>
        <translation>所用示例</translation>
    </message>
    <message>
        <source>Whose examples are taught</source>
        <translation>使用哪一项的示例</translation>
    </message>
    <message>
        <source>Try them on this computer</source>
        <translation>在本机上试一试</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>How much has been tried</source>
        <translation>比较进度</translation>
    </message>
    <message>
        <source>Nothing has been measured on this computer yet.</source>
        <translation>本机尚无测量结果。</translation>
    </message>
</context>
<context>
    <name>MethodsTable</name>
    <message>
        <source>Ways of teaching in figures</source>
        <translation>训练方式的数据</translation>
    </message>
    <message>
        <source>{figure}, the best</source>
        <translation>{figure}，最佳</translation>
    </message>
</context>
<context>
    <name>MethodsWords</name>
    <message>
        <source>Way of teaching</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>Part taught</source>
        <translation>训练比例</translation>
    </message>
    <message>
        <source>Trained parameters, of all parameters.</source>
        <translation>训练的参数占全部参数的比例。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>The most that was in use while it was taught.</source>
        <translation>训练时的最大占用。</translation>
    </message>
    <message>
        <source>Seconds a step</source>
        <translation>每步秒数</translation>
    </message>
    <message>
        <source>Steps to the goal</source>
        <translation>达到目标的步数</translation>
    </message>
    <message>
        <source>Until half is gained of what the best way gains; the same goal for all.</source>
        <translation>直到取得最佳方式一半的进步，各方式目标相同。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What it made, on the disk.</source>
        <translation>所得文件在磁盘上的大小。</translation>
    </message>
    <message>
        <source>Right answers</source>
        <translation>答对</translation>
    </message>
    <message>
        <source>Of examples that were kept from teaching.</source>
        <translation>在未参与训练的示例上。</translation>
    </message>
    <message>
        <source>Forgot</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Right answers to general questions that were lost.</source>
        <translation>通用问题中不再答对的比例。</translation>
    </message>
    <message>
        <source>did not work</source>
        <translation>未成功</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>“{method}”: cost beside “{beside}”</source>
        <translation>“{method}”相对“{beside}”的代价</translation>
    </message>
    <message>
        <source>“{method}”: memory saved beside “{beside}”</source>
        <translation>“{method}”比“{beside}”节省的内存</translation>
    </message>
    <message>
        <source>“{method}”: computing saved at each step beside “{beside}”</source>
        <translation>“{method}”比“{beside}”每步节省的计算</translation>
    </message>
    <message>
        <source>“{method}”: so much less is taught than of “{beside}”</source>
        <translation>“{method}”比“{beside}”训练的参数少多少</translation>
    </message>
    <message>
        <source>“{method}”: sooner at the goal than “{beside}”</source>
        <translation>“{method}”比“{beside}”提前达到目标</translation>
    </message>
    <message>
        <source>{share} or less</source>
        <translation>不超过 {share}</translation>
    </message>
    <message>
        <source>up to {times} times</source>
        <translation>最多 {times} 倍</translation>
    </message>
    <message>
        <source>{times} times</source>
        <translation>{times} 倍</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>not measured: try {methods}</source>
        <translation>未测量：请试一试{methods}</translation>
    </message>
    <message>
        <source>one of the two did not reach the goal here</source>
        <translation>两者之一在本机没有达到目标</translation>
    </message>
    <message>
        <source>✓ so it is here</source>
        <translation>✓ 本机也是如此</translation>
    </message>
    <message>
        <source>! it costs more here</source>
        <translation>! 本机代价更高</translation>
    </message>
    <message>
        <source>! not so here</source>
        <translation>! 本机并非如此</translation>
    </message>
    <message>
        <source>! less so here</source>
        <translation>! 本机不及论文</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>Look for “{name}” in all documents</source>
        <translation>在全部文档中查找“{name}”</translation>
    </message>
    <message>
        <source>The question names nothing that is on the map</source>
        <translation>问题中没有提到图谱里的条目</translation>
    </message>
    <message>
        <source>Name a person, a place or a thing as your documents call it.</source>
        <translation>请用文档中的叫法说出一个人物、地点或事物。</translation>
    </message>
    <message>
        <source>No way from one to the other</source>
        <translation>两者之间没有通路</translation>
    </message>
    <message>
        <source>No sentences of your documents join the two within a few steps.</source>
        <translation>文档中没有能在几步之内把两者连起来的句子。</translation>
    </message>
    <message>
        <source>Nothing here fits the filter</source>
        <translation>没有符合筛选条件的条目</translation>
    </message>
    <message>
        <source>Show everything again, or begin elsewhere.</source>
        <translation>请显示全部，或换一个起点。</translation>
    </message>
    <message>
        <source>Nothing on the map here</source>
        <translation>图谱中没有相关条目</translation>
    </message>
    <message>
        <source>No names were found in it.</source>
        <translation>其中没有找到名称。</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message numerus="yes">
        <source>%Ln less connected one(s) left out.</source>
        <translation>
            <numerusform>另有 %Ln 个联系较少的条目未画出。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissedRow</name>
    <message>
        <source>Came first</source>
        <translation>排第一的</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Show the right place</source>
        <translation>打开正确的出处</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>The answer is made of your documents&apos; own sentences. Nothing is made up.</source>
        <translation>回答由文档中的原句组成，没有任何编造。</translation>
    </message>
    <message>
        <source>What answers: {which}</source>
        <translation>由谁回答：{which}</translation>
    </message>
    <message>
        <source>{model} · taught, on this computer</source>
        <translation>{model} · 训练所得，在本机</translation>
    </message>
    <message>
        <source>{model} · on this computer</source>
        <translation>{model} · 在本机</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>taught, slower</source>
        <translation>训练所得，较慢</translation>
    </message>
    <message>
        <source>On other computers</source>
        <translation>在其他电脑</translation>
    </message>
    <message>
        <source>sends to {host}</source>
        <translation>发送到 {host}</translation>
    </message>
    <message>
        <source>{host}, asks you first</source>
        <translation>{host}，会先征求您同意</translation>
    </message>
    <message>
        <source>More models…</source>
        <translation>更多模型…</translation>
    </message>
    <message>
        <source>What it was taught</source>
        <translation>训练成果</translation>
    </message>
</context>
<context>
    <name>ModelChoices</name>
    <message>
        <source>Quotes from your documents</source>
        <translation>摘录回答</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message numerus="yes">
        <source>%Ln question(s) to the writing model</source>
        <translation>
            <numerusform>向写作模型提问 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>{requests}; how long is not known.</source>
        <translation>{requests}，所需时间未知。</translation>
    </message>
    <message>
        <source>{requests}, about {time}.</source>
        <translation>{requests}，约需{time}。</translation>
    </message>
    <message>
        <source>Worked out from a sample: {sent} tokens sent, {got} tokens received. A token is a word or a part of one; services charge by them.</source>
        <translation>根据样本估算：发送 {sent} 个词元，接收 {got} 个词元。词元是一个词或词的一部分，服务商按它计费。</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>全部内容都留在本机。</translation>
    </message>
    <message>
        <source>The text of these documents is sent to {host}.</source>
        <translation>这些文档的文字会发送到 {host}。</translation>
    </message>
    <message>
        <source>At work. You can go elsewhere meanwhile.</source>
        <translation>正在进行，您可以先做别的事。</translation>
    </message>
    <message>
        <source>The writing model found nothing in {names}. Another one may do better.</source>
        <translation>写作模型在{names}中什么也没有找到。换一个模型也许会更好。</translation>
    </message>
    <message>
        <source>The writing model found nothing in these documents. Another one may do better.</source>
        <translation>写作模型在这些文档中什么也没有找到。换一个模型也许会更好。</translation>
    </message>
    <message>
        <source>The writing model has read them and found nothing that was not on the map already.</source>
        <translation>写作模型已读完，没有发现图谱之外的内容。</translation>
    </message>
    <message>
        <source>The writing model has read them: {entries} more entries, {connections} more connections.</source>
        <translation>写作模型已读完：新增 {entries} 个条目、{connections} 条联系。</translation>
    </message>
    <message>
        <source>Let the writing model read</source>
        <translation>让写作模型读文档</translation>
    </message>
    <message>
        <source>The map is made without a writing model. One can add names and connections that the rules miss; they are marked. First see what it takes.</source>
        <translation>图谱不用写作模型就能生成。写作模型可以补充规则漏掉的名称和联系，并会加以标注。请先看看需要多少时间。</translation>
    </message>
    <message>
        <source>Documents to read</source>
        <translation>要读的文档</translation>
    </message>
    <message>
        <source>Also write what belongs together</source>
        <translation>同时为每一群写出概要</translation>
    </message>
    <message>
        <source>Work out what it takes</source>
        <translation>估算所需时间</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>Writing model</source>
        <translation>写作模型</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>打开“模型”</translation>
    </message>
    <message>
        <source>None: answers are quoted from your documents</source>
        <translation>没有：回答直接摘自您的文档</translation>
    </message>
</context>
<context>
    <name>ModelsPane</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>模型服务</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>回答要求</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>How a model reads</source>
        <translation>模型怎样读字</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>其他程序</translation>
    </message>
</context>
<context>
    <name>MoreButton</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>What looks like one and the same…</source>
        <translation>像是同一个的条目…</translation>
    </message>
    <message>
        <source>Your corrections…</source>
        <translation>我的更正…</translation>
    </message>
    <message>
        <source>Let the writing model read documents…</source>
        <translation>让写作模型读文档…</translation>
    </message>
    <message>
        <source>Export as GraphML…</source>
        <translation>导出为 GraphML…</translation>
    </message>
    <message>
        <source>Export as a picture (PNG)…</source>
        <translation>导出为图片（PNG）…</translation>
    </message>
    <message>
        <source>Export as a drawing (SVG)…</source>
        <translation>导出为矢量图（SVG）…</translation>
    </message>
    <message>
        <source>Make the map anew</source>
        <translation>重新生成图谱</translation>
    </message>
</context>
<context>
    <name>NoExamYet</name>
    <message>
        <source>Lectern is reading your documents for questions</source>
        <translation>书案正在从文档里出题</translation>
    </message>
    <message>
        <source>You can go on working; the questions show here.</source>
        <translation>您可以照常使用，题目出好后会列在这里。</translation>
    </message>
    <message>
        <source>See how well Lectern finds things in your documents</source>
        <translation>看看书案在您的文档里找得准不准</translation>
    </message>
    <message>
        <source>An exam is a set of questions whose answers stand in your documents: Lectern looks for each, and you see what it found, what it missed and whether another way finds more.</source>
        <translation>测验是一组答案就写在文档里的题目：书案逐题查找，您就能看到它找对了哪些、漏了哪些，以及换一种方式能不能找得更准。</translation>
    </message>
    <message>
        <source>Or write a question yourself</source>
        <translation>或者自己写一道题</translation>
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
    <name>NothingYet</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing to map yet</source>
        <translation>还没有可以画的内容</translation>
    </message>
    <message>
        <source>Add documents. The map of the people, places and things they name, and of how these are connected, makes itself.</source>
        <translation>请先添加文档。其中提到的人物、地点和事物，以及它们之间的联系，会自动成为图谱。</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>The map could not be made</source>
        <translation>图谱未能生成</translation>
    </message>
    <message>
        <source>It shows as soon as your documents have been gone through.</source>
        <translation>文档看完后就会显示。</translation>
    </message>
    <message>
        <source>Your map is being made</source>
        <translation>正在生成图谱</translation>
    </message>
    <message>
        <source>No map was made of this library</source>
        <translation>这个资料库还没有图谱</translation>
    </message>
    <message>
        <source>It is open for reading only. Open it for writing, and the map is made.</source>
        <translation>此资料库以只读方式打开。以可写方式打开后会自动生成图谱。</translation>
    </message>
    <message>
        <source>No map has been made yet</source>
        <translation>还没有图谱</translation>
    </message>
    <message>
        <source>It takes some seconds for a hundred pages, and no writing model.</source>
        <translation>一百页只需几秒，不用写作模型。</translation>
    </message>
    <message>
        <source>Make the map</source>
        <translation>生成图谱</translation>
    </message>
    <message>
        <source>No names were found</source>
        <translation>没有找到名称</translation>
    </message>
    <message>
        <source>Your documents name no people, places or things that Lectern knows how to find. Longer texts usually do.</source>
        <translation>文档中没有书案能认出的人物、地点或事物。较长的文字通常会有。</translation>
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
    <name>OwnQuestion</name>
    <message>
        <source>Add a question</source>
        <translation>添加题目</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Words that answer it</source>
        <translation>回答它的原文</translation>
    </message>
    <message>
        <source>Short answer</source>
        <translation>简短答案</translation>
    </message>
    <message>
        <source>Choose or type its name</source>
        <translation>选择或输入名称</translation>
    </message>
    <message>
        <source>Copy them from the document and paste them here</source>
        <translation>从文档里复制，粘贴到这里</translation>
    </message>
    <message>
        <source>If it is shorter than those words</source>
        <translation>比原文短时再填</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>打开那一页</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Found on page {page}</source>
        <translation>在第 {page} 页找到</translation>
    </message>
    <message>
        <source>Place {at} of {all}, page {page}</source>
        <translation>第 {at} 处，共 {all} 处，第 {page} 页</translation>
    </message>
    <message>
        <source>These words do not stand in this document.</source>
        <translation>这份文档里没有这些字。</translation>
    </message>
    <message>
        <source>Choose the document they stand in.</source>
        <translation>请选择它们所在的文档。</translation>
    </message>
    <message>
        <source>Lectern looks for them and shows you the page.</source>
        <translation>书案会找到它们在哪一页。</translation>
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
    <name>Panel</name>
    <message>
        <source>Close this column</source>
        <translation>关闭此栏</translation>
    </message>
</context>
<context>
    <name>PathBar</name>
    <message>
        <source>Or hold Shift and click two names in the drawing.</source>
        <translation>也可以按住 Shift 在图中点选两个名称。</translation>
    </message>
    <message>
        <source>Choose two different names.</source>
        <translation>请选择两个不同的名称。</translation>
    </message>
    <message>
        <source>“{name}” is not on the map.</source>
        <translation>图谱中没有“{name}”。</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
    <message>
        <source>One name</source>
        <translation>一个名称</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>另一个名称</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PathPanel</name>
    <message>
        <source>How they are connected</source>
        <translation>如何相连</translation>
    </message>
    <message>
        <source>Why connected?</source>
        <translation>为什么相连？</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>其他通路</translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln 步</numerusform>
        </translation>
    </message>
    <message>
        <source>How are {names} connected?</source>
        <translation>{names}有什么联系？</translation>
    </message>
    <message>
        <source>The documents show no way from one to the other within a few steps.</source>
        <translation>文档中没有能在几步之内把两者连起来的通路。</translation>
    </message>
    <message>
        <source>Connect them by hand</source>
        <translation>手动连接</translation>
    </message>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
</context>
<context>
    <name>PinChooser</name>
    <message>
        <source>Pinned documents</source>
        <translation>固定的文档</translation>
    </message>
    <message>
        <source>The model reads all of these at every question, as far as they fit.</source>
        <translation>每次提问时，模型都会通读这些文档，能放下多少读多少。</translation>
    </message>
    <message>
        <source>Find a document…</source>
        <translation>查找文档…</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>PinnedDocuments</name>
    <message>
        <source>Unpin “{title}”</source>
        <translation>取消固定“{title}”</translation>
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
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>PlanDetails</name>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The recipe was saved.</source>
        <translation>配方已保存。</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>▾ Details</source>
        <translation>▾ 更多设置</translation>
    </message>
    <message>
        <source>▸ Details</source>
        <translation>▸ 更多设置</translation>
    </message>
    <message>
        <source>Way of teaching</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>Reckon twice to save memory (checkpointing)</source>
        <translation>重复计算以节省内存（checkpointing）</translation>
    </message>
    <message>
        <source>Keeps less in between: about a third slower, and much less memory.</source>
        <translation>中间结果少存一些：慢约三分之一，内存省得多。</translation>
    </message>
    <message>
        <source>Suggested settings</source>
        <translation>恢复推荐设置</translation>
    </message>
    <message>
        <source>Save as a recipe…</source>
        <translation>存为配方…</translation>
    </message>
    <message>
        <source>Open a recipe…</source>
        <translation>打开配方…</translation>
    </message>
</context>
<context>
    <name>PlanFields</name>
    <message>
        <source>Type a number from {least} to {most}.</source>
        <translation>请输入 {least} 到 {most} 之间的数。</translation>
    </message>
    <message>
        <source>Rounds (epochs)</source>
        <translation>轮数（epoch）</translation>
    </message>
    <message>
        <source>How often it goes through all examples. Too often, and it learns them by heart.</source>
        <translation>把全部示例学几遍。次数太多，它会死记硬背。</translation>
    </message>
    <message>
        <source>Examples a step (batch)</source>
        <translation>每步示例数（batch）</translation>
    </message>
    <message>
        <source>How many examples stand behind each change of its numbers, gathered one after another.</source>
        <translation>每调整一次参数所依据的示例数，逐条累积。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step goes. Empty: what suits the way of teaching ({rate}).</source>
        <translation>每一步走多远。留空：用适合这种训练方式的值（{rate}）。</translation>
    </message>
    <message>
        <source>Longest example (tokens)</source>
        <translation>示例最大长度（token）</translation>
    </message>
    <message>
        <source>Longer ones are cut at the end. Memory and time grow with it.</source>
        <translation>更长的会截去结尾。越长越费内存和时间。</translation>
    </message>
    <message>
        <source>Kept for testing, %</source>
        <translation>留作检验（%）</translation>
    </message>
    <message>
        <source>Examples that are not learnt, to see how it does on what it has not seen.</source>
        <translation>不拿来学的示例，用来看它没见过的题答得怎样。</translation>
    </message>
    <message>
        <source>Patience (early stopping)</source>
        <translation>耐心（提前停止）</translation>
    </message>
    <message>
        <source>It ends after so many looks at the tests without gain; 0 never.</source>
        <translation>检验这么多次仍没有进步就结束；0 表示从不提前结束。</translation>
    </message>
    <message>
        <source>General questions mixed in, %</source>
        <translation>掺入的常识问题（%）</translation>
    </message>
    <message>
        <source>Questions of all kinds with its own answers, so that it forgets less.</source>
        <translation>各类问题配上它原来的回答，让它少忘一些。</translation>
    </message>
    <message>
        <source>Warm-up, % of the steps</source>
        <translation>预热（占总步数 %）</translation>
    </message>
    <message>
        <source>The first steps are small ones; the rate rises to its full value.</source>
        <translation>开头几步走得小，学习率逐渐升到设定值。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Draws what is learnt towards nothing, against learning by heart.</source>
        <translation>把学到的往零拉一点，防止死记硬背。</translation>
    </message>
    <message>
        <source>Seed of chance</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed and the same examples give the same lesson.</source>
        <translation>种子相同、示例相同，结果就相同。</translation>
    </message>
    <message>
        <source>Width of the notes (rank)</source>
        <translation>笔记宽度（rank）</translation>
    </message>
    <message>
        <source>Wider notes hold more and take more memory.</source>
        <translation>越宽记得越多，也越费内存。</translation>
    </message>
    <message>
        <source>Weight of the notes (alpha)</source>
        <translation>笔记分量（alpha）</translation>
    </message>
    <message>
        <source>How strongly they count; twice the rank is usual.</source>
        <translation>笔记起多大作用，通常取宽度的两倍。</translation>
    </message>
    <message>
        <source>Left out by chance (dropout), %</source>
        <translation>随机略去（dropout，%）</translation>
    </message>
    <message>
        <source>A part of the notes rests in each step, against learning by heart.</source>
        <translation>每一步让一部分笔记歇着，防止死记硬背。</translation>
    </message>
    <message>
        <source>Learnt opening words (virtual tokens)</source>
        <translation>学到的开场词数（virtual token）</translation>
    </message>
    <message>
        <source>How many there are; more hold more and make each answer a little slower.</source>
        <translation>越多记得越多，每次回答也会慢一点。</translation>
    </message>
</context>
<context>
    <name>PreparationSection</name>
    <message>
        <source>How documents are prepared</source>
        <translation>文档的整理方式</translation>
    </message>
    <message>
        <source>Parted into passages</source>
        <translation>怎样分段</translation>
    </message>
    <message>
        <source>Reading model</source>
        <translation>阅读模型</translation>
    </message>
    <message>
        <source>Prepare this way…</source>
        <translation>按此整理…</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Try it on your exam</source>
        <translation>用测验试一试</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>换回去</translation>
    </message>
    <message>
        <source>Another one from a folder…</source>
        <translation>从文件夹中选择…</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Forget the former way</source>
        <translation>删除先前的方式</translation>
    </message>
    <message>
        <source>Working out what it takes…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>Your exam is being taken both ways.</source>
        <translation>正在用两种方式各做一遍测验。</translation>
    </message>
    <message>
        <source>Being prepared. Questions are answered as before meanwhile.</source>
        <translation>正在整理。期间照常回答问题。</translation>
    </message>
    <message>
        <source>Ready beside it: {way}.</source>
        <translation>另一种方式已备好：{way}。</translation>
    </message>
    <message numerus="yes">
        <source>Begun: {way}, {done} of %n document(s).</source>
        <translation>
            <numerusform>已开始：{way}，共 %n 份文档，完成 {done} 份。</numerusform>
        </translation>
    </message>
    <message>
        <source>Before: {way}.</source>
        <translation>先前：{way}。</translation>
    </message>
    <message numerus="yes">
        <source>Of %n question(s) of your exam, {now} are found at once now and {then} the other way; {now_three} and {then_three} among the first three.</source>
        <translation>
            <numerusform>测验共 %n 题。首位就找对的：现在 {now} 题，换成另一种 {then} 题；前三位里找对的：现在 {now_three} 题，换成另一种 {then_three} 题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Chance alone can explain the difference.</source>
        <translation>这点差别可能只是偶然。</translation>
    </message>
    <message>
        <source>Folder of a sentence-transformers model</source>
        <translation>sentence-transformers 模型所在的文件夹</translation>
    </message>
    <message>
        <source>Documents are read the other way from now on.</source>
        <translation>从现在起按另一种方式查阅文档。</translation>
    </message>
</context>
<context>
    <name>QuestionDelegate</name>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Expected answer</source>
        <translation>参考答案</translation>
    </message>
</context>
<context>
    <name>QuestionEditor</name>
    <message>
        <source>Change the question</source>
        <translation>修改问题</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What was said before is kept beside it.</source>
        <translation>原来的问答会保留在旁边。</translation>
    </message>
</context>
<context>
    <name>QuestionModel</name>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Expected answer</source>
        <translation>参考答案</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>In the exam</source>
        <translation>测验</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>已搁置</translation>
    </message>
</context>
<context>
    <name>QuestionTable</name>
    <message>
        <source>Put aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Ask it again</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Questions of the exam</source>
        <translation>测验题目</translation>
    </message>
    <message>
        <source>Show where it stands</source>
        <translation>打开出处</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>Change the question</source>
        <translation>修改问题</translation>
    </message>
</context>
<context>
    <name>QuestionsPage</name>
    <message numerus="yes">
        <source>Deleted %Ln question(s)</source>
        <translation>
            <numerusform>已删除 %Ln 道题</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>This library is open for reading only: you can read the questions, but not change them.</source>
        <translation>这个资料库以只读方式打开：题目可以看，不能改。</translation>
    </message>
    <message>
        <source>Every question is put aside. Take some in again, or add new ones.</source>
        <translation>题目都搁置了。请启用几道，或者添加新的。</translation>
    </message>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) chance decides too much. Make a few more.</source>
        <translation>
            <numerusform>题目不到 %Ln 道，成绩容易受偶然影响，请再出几道。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing here fits.</source>
        <translation>没有符合的题目。</translation>
    </message>
    <message>
        <source>Filter questions…</source>
        <translation>筛选题目…</translation>
    </message>
    <message>
        <source>Filter questions</source>
        <translation>筛选题目</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>全部题目</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Missed last time</source>
        <translation>上次没找到</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己出的</translation>
    </message>
    <message>
        <source>Which questions to show</source>
        <translation>显示哪些题目</translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation>添加题目</translation>
    </message>
    <message>
        <source>Make more</source>
        <translation>再出一些</translation>
    </message>
    <message>
        <source>Click: show the page · Enter: edit · Space: put aside · Delete: remove</source>
        <translation>单击：打开出处 · 回车：修改 · 空格：搁置 · Delete：删除</translation>
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
        <source>Map</source>
        <translation>图谱</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>测验</translation>
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
    <name>ReportLine</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) to learn from</source>
        <translation>
            <numerusform>%Ln 条用于学习</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for testing</source>
        <translation>
            <numerusform>%Ln 条留作检验</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln 条不用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the longest has %Ln word piece(s)</source>
        <translation>
            <numerusform>最长的有 %Ln 个词片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) are longer than {count} word pieces and are cut at the end.</source>
        <translation>
            <numerusform>有 %Ln 条超过 {count} 个词片，结尾会被截去。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With few examples it picks up a tone at best. From about %Ln it becomes useful.</source>
        <translation>
            <numerusform>示例太少，最多学到一点语气。大约 %Ln 条以上才有用。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) chance decides too much.</source>
        <translation>
            <numerusform>题目不到 %Ln 道，成绩容易受偶然影响。</numerusform>
        </translation>
    </message>
    <message>
        <source>The exam has not been taken yet</source>
        <translation>还没有做过测验</translation>
    </message>
    <message>
        <source>Lectern looks up every question in your documents. You then see which places it found and which it missed.</source>
        <translation>书案会在文档里逐题查找，然后您能看到它找对了哪些，漏了哪些。</translation>
    </message>
    <message>
        <source>Taking the exam</source>
        <translation>正在测验</translation>
    </message>
    <message>
        <source>You can go on working; the result shows here.</source>
        <translation>您可以照常使用，成绩会显示在这里。</translation>
    </message>
    <message>
        <source>Take the exam</source>
        <translation>开始测验</translation>
    </message>
    <message>
        <source>Not found at once</source>
        <translation>没有一下找对的</translation>
    </message>
    <message>
        <source>Nothing was missed</source>
        <translation>没有漏掉的</translation>
    </message>
    <message>
        <source>Open one to see what came first instead, and where the answer stands.</source>
        <translation>点开一道，看看排第一的是什么，答案又在哪里。</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>再看 %Ln 道</numerusform>
        </translation>
    </message>
    <message>
        <source>The times before</source>
        <translation>历次成绩</translation>
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
        <source>Show on the map</source>
        <translation>在图谱中显示</translation>
    </message>
    <message>
        <source>Let a model learn from it</source>
        <translation>让模型学习它</translation>
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
    <name>SamplesCard</name>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>The same question, before and now</source>
        <translation>同一个问题，之前和现在</translation>
    </message>
    <message>
        <source>Answers come with the first look at examples that it has not seen.</source>
        <translation>第一次检查没见过的示例时，这里会出现回答。</translation>
    </message>
    <message>
        <source>Earlier answers</source>
        <translation>较早的回答</translation>
    </message>
    <message>
        <source>Later answers</source>
        <translation>较晚的回答</translation>
    </message>
</context>
<context>
    <name>ScopeButton</name>
    <message>
        <source>Documents that are asked: {which}</source>
        <translation>提问范围：{which}</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen document(s)</source>
        <translation>
            <numerusform>选定的 %n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Only: {which}</source>
        <translation>仅限：{which}</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>in the last week</source>
        <translation>最近一周</translation>
    </message>
    <message>
        <source>in the last month</source>
        <translation>最近一个月</translation>
    </message>
    <message>
        <source>in the last year</source>
        <translation>最近一年</translation>
    </message>
</context>
<context>
    <name>SearchReportView</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Searched {documents} {way}.</source>
        <translation>在 {documents}中{way}查找。</translation>
    </message>
    <message>
        <source>by meaning alone</source>
        <translation>只按含义</translation>
    </message>
    <message>
        <source>by words alone</source>
        <translation>只按字词</translation>
    </message>
    <message>
        <source>by meaning and by words</source>
        <translation>按含义和字词</translation>
    </message>
    <message>
        <source>by meaning and by words, by rank</source>
        <translation>按含义和字词的名次</translation>
    </message>
    <message>
        <source>by sections, then by paragraphs</source>
        <translation>先按章节、再按段落</translation>
    </message>
    <message>
        <source>with the question put in several ways</source>
        <translation>换几种问法</translation>
    </message>
    <message>
        <source>with a made-up answer, to find what reads like it</source>
        <translation>先拟一个答案、再按相近的内容</translation>
    </message>
    <message>
        <source>step by step, one part of the question after the other</source>
        <translation>把问题拆开、一步一步</translation>
    </message>
    <message>
        <source>by meaning and by words, then read once more and put in order</source>
        <translation>按含义和字词、再重读排序</translation>
    </message>
    <message>
        <source>in breadth</source>
        <translation>广泛</translation>
    </message>
    <message>
        <source>by meaning and by words, and over the map of names</source>
        <translation>按意思和词语，并借助名称图谱</translation>
    </message>
    <message>
        <source>along the way from one name to another</source>
        <translation>沿着一个名称到另一个名称的通路</translation>
    </message>
    <message>
        <source>by the themes of all documents</source>
        <translation>按全部文档的主题</translation>
    </message>
    <message>
        <source>The question quotes words, so they must be there to the letter.</source>
        <translation>问题里有引号，所以要找一字不差的地方。</translation>
    </message>
    <message>
        <source>The question names a code, so it must be there to the letter.</source>
        <translation>问题里有编号，所以要找一字不差的地方。</translation>
    </message>
    <message>
        <source>The question names a number.</source>
        <translation>问题里有数字。</translation>
    </message>
    <message>
        <source>The question is a name or a few words.</source>
        <translation>问题只是一个名称或几个词。</translation>
    </message>
    <message>
        <source>The question describes what it asks about.</source>
        <translation>问题用描述来指所问的对象。</translation>
    </message>
    <message>
        <source>The question asks for one thing by way of another.</source>
        <translation>问题要先弄清一件事，才能回答另一件。</translation>
    </message>
    <message>
        <source>The question compares two things.</source>
        <translation>问题在比较两样东西。</translation>
    </message>
    <message>
        <source>The question asks about two names together.</source>
        <translation>问题同时问到两个名称。</translation>
    </message>
    <message>
        <source>The question asks for an overview.</source>
        <translation>问题要的是概览。</translation>
    </message>
    <message>
        <source>It asks about nothing in particular.</source>
        <translation>没有问到具体的内容。</translation>
    </message>
    <message>
        <source>The question asks how one thing is connected with another.</source>
        <translation>问题问的是两者之间的联系。</translation>
    </message>
    <message>
        <source>The map of names tells what one place leads to.</source>
        <translation>从一处可以引到哪里，由图谱给出。</translation>
    </message>
    <message>
        <source>The map of names tells what the documents are about.</source>
        <translation>文档讲些什么，由图谱给出。</translation>
    </message>
    <message>
        <source>To take it apart a writing model would be needed.</source>
        <translation>要拆开来查，需要写作模型。</translation>
    </message>
    <message>
        <source>This is the way you prefer for this library.</source>
        <translation>这是您为这个资料库选定的方式。</translation>
    </message>
    <message>
        <source>Nothing was found by words alone.</source>
        <translation>只按字词没有找到。</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>words</source>
        <translation>字词</translation>
    </message>
    <message>
        <source>section</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>part of the question</source>
        <translation>问题的一部分</translation>
    </message>
    <message>
        <source>second look</source>
        <translation>重读</translation>
    </message>
    <message>
        <source>what it leads to</source>
        <translation>由此引出</translation>
    </message>
    <message>
        <source>map of names</source>
        <translation>名称图谱</translation>
    </message>
    <message>
        <source>way between two names</source>
        <translation>两个名称之间的通路</translation>
    </message>
    <message>
        <source>themes</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The best places of the plain search stay on top.</source>
        <translation>普通查找中最好的几处保持在最前。</translation>
    </message>
    <message>
        <source>The best places of the plain search stay among the first.</source>
        <translation>普通查找中最好的几处仍排在前面。</translation>
    </message>
    <message>
        <source>Words in quotation marks, and codes, count more where they stand.</source>
        <translation>引号里的词和编号，出现的地方多算一些。</translation>
    </message>
    <message>
        <source>What stands beside a good place counts a little more.</source>
        <translation>紧挨着好段落的地方多算一点。</translation>
    </message>
    <message>
        <source>Every section has a say before any has a second one.</source>
        <translation>每个章节都先出一处，再出第二处。</translation>
    </message>
    <message>
        <source>Beginnings of sections count more.</source>
        <translation>章节开头多算一些。</translation>
    </message>
    <message>
        <source>A place in a good section counts more.</source>
        <translation>所在章节好的地方多算一些。</translation>
    </message>
    <message>
        <source>{leg}: no say, because the reading model cannot be reached.</source>
        <translation>{leg}：未参与，因为连不上阅读模型。</translation>
    </message>
    <message>
        <source>{leg}: no say, because the reading model does not know the language of the question.</source>
        <translation>{leg}：未参与，因为阅读模型不懂问题所用的语言。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>{leg}: {found}</source>
        <translation>{leg}：{found}</translation>
    </message>
    <message>
        <source>{said}, {share} % of the say</source>
        <translation>{said}，占 {share}%</translation>
    </message>
    <message>
        <source>{said}, for “{asked}”</source>
        <translation>{said}，问的是“{asked}”</translation>
    </message>
    <message>
        <source>no writing model is chosen</source>
        <translation>没有选择写作模型</translation>
    </message>
    <message>
        <source>no model that could put them in order is chosen</source>
        <translation>没有选择可以排序的模型</translation>
    </message>
    <message>
        <source>the map of the documents has not been made yet</source>
        <translation>文档的图谱还没有生成</translation>
    </message>
    <message>
        <source>the writing model cannot be reached</source>
        <translation>连不上写作模型</translation>
    </message>
    <message>
        <source>the writing model took too long</source>
        <translation>写作模型用时太长</translation>
    </message>
    <message>
        <source>the writing model answered with an error</source>
        <translation>写作模型返回了错误</translation>
    </message>
    <message>
        <source>what the writing model wrote made no sense</source>
        <translation>写作模型写出的内容不合要求</translation>
    </message>
    <message>
        <source>you have not allowed text to be sent to the model</source>
        <translation>您还没有允许把文字发送给模型</translation>
    </message>
    <message>
        <source>Other ways of putting the question</source>
        <translation>换几种问法</translation>
    </message>
    <message>
        <source>The made-up answer</source>
        <translation>拟写的答案</translation>
    </message>
    <message>
        <source>Taking the question apart</source>
        <translation>拆分问题</translation>
    </message>
    <message>
        <source>The second look</source>
        <translation>重读排序</translation>
    </message>
    <message>
        <source>The map of names</source>
        <translation>名称图谱</translation>
    </message>
    <message>
        <source>The way between the names</source>
        <translation>两个名称之间的通路</translation>
    </message>
    <message>
        <source>Reading by themes</source>
        <translation>按主题通读</translation>
    </message>
    <message>
        <source>{what} was left out: {why}. The result is the one without it.</source>
        <translation>{what}没有用上：{why}。结果与不用它时相同。</translation>
    </message>
    <message>
        <source>says the same as no. {number}</source>
        <translation>与第 {number} 处内容相同</translation>
    </message>
    <message>
        <source>says the same as another</source>
        <translation>与另一处内容相同</translation>
    </message>
    <message>
        <source>enough from this place</source>
        <translation>同一处已经够多</translation>
    </message>
    <message>
        <source>not near enough</source>
        <translation>不够相近</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n place(s)</source>
        <translation>
            <numerusform>显示全部 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} · page {page}</source>
        <translation>{title} · 第 {page} 页</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two ways of searching</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{leg} {share} %</source>
        <translation>{leg} {share}%</translation>
    </message>
    <message>
        <source>What was found, best first</source>
        <translation>找到的内容，最相关的在前</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Show all {count}</source>
        <translation>显示全部 {count} 项</translation>
    </message>
</context>
<context>
    <name>ServiceCard</name>
    <message>
        <source>Another address</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation>用于回答</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose one, or write its name</source>
        <translation>选一个，或填写名称</translation>
    </message>
    <message>
        <source>I agree that it is sent there</source>
        <translation>我同意发送到那里</translation>
    </message>
    <message>
        <source>Answers your questions</source>
        <translation>正在用它回答</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>ServiceKey</name>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Where the key is kept</source>
        <translation>密钥保存在哪里</translation>
    </message>
    <message>
        <source>In the system’s keyring</source>
        <translation>存入系统钥匙串</translation>
    </message>
    <message>
        <source>Encrypted, with a passphrase</source>
        <translation>用口令加密保存</translation>
    </message>
    <message>
        <source>Until Lectern closes</source>
        <translation>只用到 书案 关闭</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>保存密钥</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>删除密钥</translation>
    </message>
    <message>
        <source>Get a key</source>
        <translation>获取密钥</translation>
    </message>
    <message>
        <source>Passphrase, eight characters or more</source>
        <translation>口令，至少八个字符</translation>
    </message>
    <message>
        <source>Paste another key</source>
        <translation>粘贴另一个密钥</translation>
    </message>
    <message>
        <source>Paste its key</source>
        <translation>粘贴密钥</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>The system’s keyring does not work here. The key is kept until Lectern closes; to keep it longer, enter it once more and choose a passphrase.</source>
        <translation>这里用不了系统钥匙串，密钥只保留到 书案 关闭。想保存更久，请再输入一次并设一个口令。</translation>
    </message>
    <message>
        <source>This is no key, or the passphrase is shorter than eight characters.</source>
        <translation>这不像密钥，或者口令不足八个字符。</translation>
    </message>
</context>
<context>
    <name>ServiceMore</name>
    <message>
        <source>▾ Details</source>
        <translation>▾ 更多设置</translation>
    </message>
    <message>
        <source>▸ Details</source>
        <translation>▸ 更多设置</translation>
    </message>
    <message>
        <source>Tokens it reads</source>
        <translation>可读的词元数</translation>
    </message>
    <message>
        <source>Question, passages and answer together; its maker says how many.</source>
        <translation>问题、段落和回答合计；服务商会说明上限。</translation>
    </message>
    <message>
        <source>Seconds to wait</source>
        <translation>等待秒数</translation>
    </message>
    <message>
        <source>How long to wait while nothing comes.</source>
        <translation>多久没有任何回应就放弃。</translation>
    </message>
    <message>
        <source>Reading model</source>
        <translation>阅读模型</translation>
    </message>
    <message>
        <source>Its embedding model, to prepare documents with; empty for none.</source>
        <translation>它的嵌入模型，用来整理文档；没有就留空。</translation>
    </message>
    <message>
        <source>Variable with the key</source>
        <translation>存密钥的变量</translation>
    </message>
    <message>
        <source>An environment variable that holds the key; it comes first.</source>
        <translation>存有密钥的环境变量，优先使用。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Empty: as the system is set. Never used for this computer.</source>
        <translation>留空则按系统设置；访问本机不走代理。</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>附加请求头</translation>
    </message>
    <message>
        <source>Sent with each request, such as “X-Team: archive”. Never a key.</source>
        <translation>随每个请求发送，例如“X-Team: archive”。不要写密钥。</translation>
    </message>
</context>
<context>
    <name>ServiceWording</name>
    <message>
        <source>On this computer: nothing leaves it.</source>
        <translation>在这台电脑上，内容不会离开本机。</translation>
    </message>
    <message>
        <source>Not on this computer: your text is sent to {host}.</source>
        <translation>不在这台电脑上，文字会发送到 {host}。</translation>
    </message>
    <message>
        <source>Not on this computer, but at {host}. Nothing is sent before you agree.</source>
        <translation>不在这台电脑上（{host}）。您同意之前，不会发送任何内容。</translation>
    </message>
    <message>
        <source>Your questions and the passages found for them are sent to {host}, and so is the text of your documents where a model there reads or prepares them.</source>
        <translation>您的问题和为它找到的段落会发送到 {host}；如果用那里的模型阅读或整理文档，文档内容也会发送过去。</translation>
    </message>
    <message>
        <source>The way there is not encrypted: others on it can read what is sent.</source>
        <translation>这条线路没有加密，途中的人能看到发送的内容。</translation>
    </message>
    <message>
        <source>An address begins with http:// or https://.</source>
        <translation>地址要以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>No password or key belongs here: it would be stored openly.</source>
        <translation>这里不能写密码或密钥，否则会被明文保存。</translation>
    </message>
    <message>
        <source>Each line is a name, a colon and a value.</source>
        <translation>每行写一个名称、一个冒号和一个值。</translation>
    </message>
    <message>
        <source>Lectern writes this line itself.</source>
        <translation>这一行由 书案 自己填写。</translation>
    </message>
    <message>
        <source>Programs on this computer mostly want none.</source>
        <translation>这台电脑上的程序一般不需要密钥。</translation>
    </message>
    <message>
        <source>No key is kept.</source>
        <translation>没有保存密钥。</translation>
    </message>
    <message>
        <source>The key is in the system’s keyring.</source>
        <translation>密钥保存在系统钥匙串里。</translation>
    </message>
    <message>
        <source>The key is kept encrypted, and open until Lectern closes.</source>
        <translation>密钥已加密保存，书案 关闭前可以直接使用。</translation>
    </message>
    <message>
        <source>The key is kept encrypted. Enter the passphrase to use it.</source>
        <translation>密钥已加密保存，输入口令后才能使用。</translation>
    </message>
    <message>
        <source>The key is kept until Lectern closes, and nowhere stored.</source>
        <translation>密钥只保留到 书案 关闭，不写入磁盘。</translation>
    </message>
    <message>
        <source>The key comes from the environment variable {name}.</source>
        <translation>密钥取自环境变量 {name}。</translation>
    </message>
    <message>
        <source>It answers in less than a second.</source>
        <translation>不到一秒就有了回应。</translation>
    </message>
    <message>
        <source>It answers; one word took {time}.</source>
        <translation>有回应，一个词用了{time}。</translation>
    </message>
    <message numerus="yes">
        <source>Connected: %n model(s). Choose one.</source>
        <translation>
            <numerusform>已连上，有 %n 个模型，请选一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected. Write the name of the model to use.</source>
        <translation>已连上，请填写要用的模型。</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>You can also use models of other programs and companies. With a program on this computer nothing leaves it; a service elsewhere is sent your text, and only after you agree.</source>
        <translation>也可以使用其他程序或公司提供的模型。用这台电脑上的程序，内容不会离开本机；用在线服务，文字会发送过去，但要先经您同意。</translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation>添加服务</translation>
    </message>
    <message>
        <source>Programs on this computer</source>
        <translation>这台电脑上的程序</translation>
    </message>
    <message>
        <source>Services elsewhere: you need a key, and most cost money</source>
        <translation>在线服务（需要密钥，多数收费）</translation>
    </message>
    <message>
        <source>Another address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>已移除“{name}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ServingDetails</name>
    <message>
        <source>Setting up</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Program to set up</source>
        <translation>要设置的程序</translation>
    </message>
    <message>
        <source>What to enter there</source>
        <translation>需要填入的内容</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy what to enter there</source>
        <translation>复制需要填入的内容</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>OpenAI’s protocol is at the address above, MCP at {address}.</source>
        <translation>上方地址支持 OpenAI 协议；MCP 地址为 {address}。</translation>
    </message>
    <message>
        <source>Model “lectern”: answers from the library, as your settings say</source>
        <translation>模型“lectern”：按您的设置，依据资料库回答</translation>
    </message>
    <message>
        <source>Model “lectern-quotes”: answers in your documents’ own sentences</source>
        <translation>模型“lectern-quotes”：摘录文档原句回答</translation>
    </message>
    <message>
        <source>Model “lectern-embeddings”: turns text into vectors</source>
        <translation>模型“lectern-embeddings”：把文字转成向量</translation>
    </message>
    <message>
        <source>Your writing models can be named too. What programs ask is not kept.</source>
        <translation>也可以指定您的写作模型。其他程序的提问不会被保存。</translation>
    </message>
    <message>
        <source>It is on the clipboard, with the token in it.</source>
        <translation>已复制，内容包含令牌。</translation>
    </message>
</context>
<context>
    <name>ServingFields</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>复制令牌</translation>
    </message>
    <message>
        <source>Make a new token</source>
        <translation>换一个新令牌</translation>
    </message>
    <message>
        <source>The token is a password for your library. Give it only to programs you trust.</source>
        <translation>令牌相当于资料库的密码，请只交给您信任的程序。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide the token</source>
        <translation>隐藏令牌</translation>
    </message>
    <message>
        <source>Show the token</source>
        <translation>显示令牌</translation>
    </message>
    <message>
        <source>The address is on the clipboard.</source>
        <translation>地址已复制。</translation>
    </message>
    <message>
        <source>The token is on the clipboard.</source>
        <translation>令牌已复制。</translation>
    </message>
    <message>
        <source>There is a new token. Programs that have the old one cannot ask any more.</source>
        <translation>已换成新令牌，仍使用旧令牌的程序将无法再查询。</translation>
    </message>
</context>
<context>
    <name>ServingPage</name>
    <message>
        <source>Let other programs on this computer ask my library</source>
        <translation>允许本机的其他程序查询我的资料库</translation>
    </message>
    <message>
        <source>Programs that you give the token below can search your documents, read them and get answers. Other computers cannot. It ends when you close Lectern, and begins again when you open it.</source>
        <translation>拿到令牌的程序可以搜索、阅读您的文档并获得回答，其他电脑无法访问。关闭书案时停止，下次打开时自动恢复。</translation>
    </message>
    <message>
        <source>Use port {port}</source>
        <translation>改用端口 {port}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在开启…</translation>
    </message>
    <message numerus="yes">
        <source>Open. %n request(s) answered so far.</source>
        <translation>
            <numerusform>已开启，至今答复了 %n 次请求。</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>收起详情</translation>
    </message>
    <message>
        <source>Details for programs</source>
        <translation>程序设置详情</translation>
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
    <name>SourceChoice</name>
    <message>
        <source>Slow or blocked? Choose where they come from</source>
        <translation>太慢或打不开？选择下载来源</translation>
    </message>
    <message>
        <source>When a site does not answer, the next one is tried by itself, and goes on where the first one stopped.</source>
        <translation>一个网站没有响应时，会自动换下一个，并从中断的地方继续。</translation>
    </message>
    <message>
        <source>Whichever answers</source>
        <translation>哪个能用就用哪个</translation>
    </message>
    <message>
        <source>{host} first</source>
        <translation>优先 {host}</translation>
    </message>
    <message>
        <source>Where models come from</source>
        <translation>下载来源</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Proxy, such as http://127.0.0.1:7890</source>
        <translation>代理，例如 http://127.0.0.1:7890</translation>
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
    <message>
        <source>Tick at least one thing to learn from.</source>
        <translation>请至少勾选一项学习来源。</translation>
    </message>
    <message>
        <source>Tick the documents to learn from.</source>
        <translation>请勾选要学习的文档。</translation>
    </message>
    <message>
        <source>Choose the files with questions and answers, or drop them here.</source>
        <translation>请选择含问答的文件，或把文件拖到这里。</translation>
    </message>
    <message>
        <source>Type or paste the notes to learn from.</source>
        <translation>请输入或粘贴要学习的笔记。</translation>
    </message>
    <message>
        <source>What should it learn from?</source>
        <translation>让它从哪里学？</translation>
    </message>
    <message>
        <source>A model learns from examples: a question, and the answer you want. Lectern makes them from what you tick, and you read them before anything is taught.</source>
        <translation>模型从示例中学习：一个问题，配上您想要的回答。书案根据您勾选的内容做出示例，训练前由您过目。</translation>
    </message>
    <message>
        <source>My documents</source>
        <translation>我的文档</translation>
    </message>
    <message>
        <source>Questions whose answers stand in them, each with its place.</source>
        <translation>答案就在文档里的问题，每条都标明出处。</translation>
    </message>
    <message>
        <source>Files with questions and answers</source>
        <translation>含问答的文件</translation>
    </message>
    <message>
        <source>A table (CSV, Excel) or a list (JSON, JSON lines). Drop them here.</source>
        <translation>表格（CSV、Excel）或列表（JSON、JSON Lines）。可以拖到这里。</translation>
    </message>
    <message>
        <source>Answers I marked as helpful</source>
        <translation>我认为有帮助的回答</translation>
    </message>
    <message>
        <source>From all your conversations.</source>
        <translation>来自您的全部对话。</translation>
    </message>
    <message>
        <source>Answers I corrected</source>
        <translation>我改过的回答</translation>
    </message>
    <message>
        <source>Your words are what it learns; the words before are the worse answer.</source>
        <translation>它学您改后的话；改之前的作为较差的回答。</translation>
    </message>
    <message>
        <source>Notes I type or paste</source>
        <translation>我输入或粘贴的笔记</translation>
    </message>
    <message>
        <source>A question on one line and its answer below, or plain notes.</source>
        <translation>一行问题、下面是回答，或者普通笔记。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>How many examples to make from documents</source>
        <translation>从文档中最多做多少条示例</translation>
    </message>
    <message>
        <source>Which documents</source>
        <translation>哪些文档</translation>
    </message>
    <message>
        <source>Let the writing model write them (slower, more varied)</source>
        <translation>让写作模型来写（较慢，更多样）</translation>
    </message>
    <message>
        <source>Documents to learn from</source>
        <translation>要学习的文档</translation>
    </message>
    <message>
        <source>Find a document</source>
        <translation>查找文档</translation>
    </message>
    <message>
        <source>Notes to learn from</source>
        <translation>要学习的笔记</translation>
    </message>
    <message>
        <source>Make examples</source>
        <translation>制作示例</translation>
    </message>
    <message>
        <source>Or write one yourself</source>
        <translation>或自己写一条</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>There are no documents yet. Add some in Documents to learn from them.</source>
        <translation>还没有文档。请先在“文档”中添加。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Chosen documents</source>
        <translation>选定的文档</translation>
    </message>
</context>
<context>
    <name>StandWords</name>
    <message>
        <source>Waits for its turn: another lesson is being taught</source>
        <translation>排队中：正在训练另一项</translation>
    </message>
    <message>
        <source>Getting ready: the model is read and tried</source>
        <translation>正在准备：读取并试运行模型</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Being saved…</source>
        <translation>正在保存……</translation>
    </message>
    <message>
        <source>What it learnt is written, opened in chat and tested…</source>
        <translation>正在写入训练成果，并在对话中打开检验……</translation>
    </message>
    <message>
        <source>Another program teaches it now</source>
        <translation>另一个程序正在训练它</translation>
    </message>
    <message>
        <source>Not being taught now</source>
        <translation>目前没有训练</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Done, but not to be used</source>
        <translation>已完成，但不可使用</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>因错误中断</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>measured after a few steps</source>
        <translation>几步之后即可测出</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>nearly done</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>没有进行</translation>
    </message>
    <message>
        <source>You can go on working, let the computer sleep or close Lectern: it goes on where it was.</source>
        <translation>您可以继续工作，让电脑睡眠或关闭书案：之后从原处继续。</translation>
    </message>
    <message>
        <source>It keeps its memory, so that it goes on at once. “Stop for now” frees the memory; it goes on where it was all the same.</source>
        <translation>它仍占用内存，以便立即继续。“暂时停止”会释放内存，之后同样从原处继续。</translation>
    </message>
    <message>
        <source>It goes on exactly where it was saved, at step {step}.</source>
        <translation>将从已保存的第 {step} 步接着训练。</translation>
    </message>
    <message>
        <source>It begins at the beginning: nothing had been saved yet.</source>
        <translation>将从头开始：此前还没有保存过。</translation>
    </message>
    <message>
        <source>It was interrupted while it was being taught.</source>
        <translation>训练过程中被中断。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Begin with a document</source>
        <translation>从文档开始</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) look like one and the same</source>
        <translation>
            <numerusform>有 %Ln 组像是同一个</numerusform>
        </translation>
    </message>
    <message>
        <source>Where would you like to begin?</source>
        <translation>从哪里开始？</translation>
    </message>
    <message>
        <source>Search above, ask how two things are connected, or take one of these. Each line of the map rests on sentences that you can open.</source>
        <translation>可以在上方搜索，可以问两者如何相连，也可以从下面挑一个开始。图谱中的每条线都有原文句子为证，可以打开查看。</translation>
    </message>
    <message>
        <source>Named most in your documents</source>
        <translation>文档中最重要的条目</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>How are two connected…</source>
        <translation>两者如何相连…</translation>
    </message>
</context>
<context>
    <name>StartStep</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept to test it</source>
        <translation>
            <numerusform>%Ln 条留作检验</numerusform>
        </translation>
    </message>
    <message>
        <source>{learnt}; {kept}</source>
        <translation>{learnt}；{kept}</translation>
    </message>
    <message>
        <source>{way}, the fast way</source>
        <translation>{way}，快速训练</translation>
    </message>
    <message>
        <source>Nothing is mixed in; it may forget what it could do before.</source>
        <translation>不掺入其他问题；它可能忘掉原来会的。</translation>
    </message>
    <message>
        <source>{share} general questions are mixed in, so that it forgets less.</source>
        <translation>掺入 {share} 的常识问题，让它少忘一些。</translation>
    </message>
    <message>
        <source>This is what will be done</source>
        <translation>将要进行的训练</translation>
    </message>
    <message>
        <source>Learns from</source>
        <translation>学习内容</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>Against forgetting</source>
        <translation>防止遗忘</translation>
    </message>
    <message>
        <source>You can go on working and asking meanwhile; it steps aside for you. Pause it or close Lectern at any time: it goes on exactly where it was. Nothing leaves this computer, and the model itself is not changed.</source>
        <translation>训练时您可以照常工作和提问，它会给您让路。随时可以暂停或关闭书案，之后从原处继续。内容不会离开这台电脑，模型本身也不会改动。</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Merge {names}</source>
        <translation>合并{names}</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>{names} are not the same</source>
        <translation>{names}不是同一个</translation>
    </message>
</context>
<context>
    <name>SuggestionsPanel</name>
    <message>
        <source>One and the same?</source>
        <translation>像是同一个？</translation>
    </message>
    <message>
        <source>Merging can be undone. What you keep apart is not suggested again.</source>
        <translation>合并可以撤销。选“不是”的不会再提示。</translation>
    </message>
    <message>
        <source>Nothing on the map looks like one and the same.</source>
        <translation>图谱中没有看起来相同的条目。</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>The question as it was before</source>
        <translation>修改前的问题</translation>
    </message>
    <message>
        <source>The question as it was changed</source>
        <translation>修改后的问题</translation>
    </message>
    <message>
        <source>The answer before</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>The next answer</source>
        <translation>下一个回答</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 个，共 {count} 个</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message numerus="yes">
        <source>Table with %n row(s)</source>
        <translation>
            <numerusform>表格，共 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the rest</source>
        <translation>显示其余部分</translation>
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
    <name>TakingUp</name>
    <message>
        <source>Your library now works the best way.</source>
        <translation>资料库现在用的是最好的方式。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>换回原来的</translation>
    </message>
    <message>
        <source>Your library works as it did before.</source>
        <translation>资料库已换回原来的方式。</translation>
    </message>
</context>
<context>
    <name>TeachPane</name>
    <message>
        <source>{title}, again</source>
        <translation>{title}（再次）</translation>
    </message>
    <message>
        <source>Choose the folder that came back from the other computer</source>
        <translation>选择从另一台电脑带回的文件夹</translation>
    </message>
    <message>
        <source>“{folder}” holds no finished lesson. Choose the folder that was saved here for a larger computer, after it was taught there.</source>
        <translation>“{folder}”里没有已完成的训练成果。请选择在这里为更大的电脑保存、并已在那台电脑上完成训练的文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>“{title}” is learnt.</source>
        <translation>“{title}”已学好。</translation>
    </message>
    <message>
        <source>Teaching “{title}” stopped.</source>
        <translation>“{title}”的训练中断了。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Learn from what is in these files</source>
        <translation>从这些文件中学习</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Teaching needs a model on this computer</source>
        <translation>训练需要这台电脑上有模型</translation>
    </message>
    <message>
        <source>Get one that can be taught first. Small ones, of one to two gigabytes, learn on most computers.</source>
        <translation>请先获取一个可以训练的模型。大小在 1 到 2 GB 的小模型，多数电脑都能训练。</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>打开“模型”</translation>
    </message>
    <message>
        <source>Teach a model to answer the way you do</source>
        <translation>教模型像您一样回答</translation>
    </message>
    <message>
        <source>It learns from your documents, from answers you liked or corrected, and from tables of questions and answers. You see what it will cost before it starts, and afterwards whether it helped. Everything stays on this computer.</source>
        <translation>它从您的文档、您认可或改过的回答、问答表格中学习。开始前您能看到要花多少时间和内存，结束后能看到有没有用。一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Teach a model…</source>
        <translation>训练模型…</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A writing model learns from your own documents, on this computer</source>
        <translation>让写作模型在这台电脑上学习您自己的文档</translation>
    </message>
</context>
<context>
    <name>TeachWording</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln 条示例</numerusform>
        </translation>
    </message>
    <message>
        <source>Being made</source>
        <translation>制作中</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Being written and tested</source>
        <translation>正在写入并检验</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>因错误中断</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>被中断</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还剩 {time}</translation>
    </message>
    <message>
        <source>From a document</source>
        <translation>来自文档</translation>
    </message>
    <message>
        <source>Written by a model</source>
        <translation>模型写的</translation>
    </message>
    <message>
        <source>Answer you liked</source>
        <translation>您认可的回答</translation>
    </message>
    <message>
        <source>Answer you corrected</source>
        <translation>您改过的回答</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己写的</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>unknown language</source>
        <translation>未知语言</translation>
    </message>
    <message>
        <source>{millions} million</source>
        <translation>{hundred_millions} 亿参数</translation>
    </message>
    <message>
        <source>{billions} billion</source>
        <translation>{hundred_millions} 亿参数</translation>
    </message>
    <message>
        <source>done about {time} if you start now</source>
        <translation>现在开始，约 {time} 完成</translation>
    </message>
    <message>
        <source>done tomorrow about {time} if you start now</source>
        <translation>现在开始，明天约 {time} 完成</translation>
    </message>
    <message>
        <source>done on {day} if you start now</source>
        <translation>现在开始，{day} 完成</translation>
    </message>
    <message>
        <source>examples cut at {count} word pieces</source>
        <translation>示例截到 {count} 个词片</translation>
    </message>
    <message>
        <source>only its upper part learns</source>
        <translation>只训练上面一部分</translation>
    </message>
    <message>
        <source>it reckons twice to keep less in memory, so it takes longer</source>
        <translation>重复计算以省内存，时间会长一些</translation>
    </message>
    <message>
        <source>another way of teaching</source>
        <translation>换一种训练方式</translation>
    </message>
    <message>
        <source>it keeps shorter notes</source>
        <translation>笔记窄一些</translation>
    </message>
    <message>
        <source>fewer examples at a time</source>
        <translation>每步示例少一些</translation>
    </message>
    <message>
        <source>a smaller model</source>
        <translation>更小的模型</translation>
    </message>
    <message>
        <source>smaller settings</source>
        <translation>较小的设置</translation>
    </message>
</context>
<context>
    <name>TechniqueNames</name>
    <message>
        <source>in equal pieces</source>
        <translation>按相等长度</translation>
    </message>
    <message>
        <source>Fixed number of tokens with a sliding overlap.</source>
        <translation>固定词元数，前后重叠滑动（fixed）。</translation>
    </message>
    <message>
        <source>by chapters and paragraphs</source>
        <translation>按章节和段落</translation>
    </message>
    <message>
        <source>Recursive: sections, then paragraphs, then sentences.</source>
        <translation>递归切分：先章节，再段落，再句子。</translation>
    </message>
    <message>
        <source>by change of subject</source>
        <translation>按话题变化</translation>
    </message>
    <message>
        <source>Semantic: a boundary where the meaning of sentences changes.</source>
        <translation>语义切分：句意发生变化处为界。</translation>
    </message>
    <message>
        <source>by headings, lists and tables</source>
        <translation>按标题、列表和表格</translation>
    </message>
    <message>
        <source>Structure: lists, tables and code stay whole.</source>
        <translation>结构切分：列表、表格和代码保持完整。</translation>
    </message>
    <message>
        <source>by the writing model</source>
        <translation>按写作模型的划分</translation>
    </message>
    <message>
        <source>A language model proposes where to part the text.</source>
        <translation>由语言模型建议在哪里断开。</translation>
    </message>
    <message>
        <source>as Lectern sees fit</source>
        <translation>由书案自选方式</translation>
    </message>
    <message>
        <source>Chooses for each question.</source>
        <translation>每个问题分别选择。</translation>
    </message>
    <message>
        <source>by meaning</source>
        <translation>按含义</translation>
    </message>
    <message>
        <source>Nearest vectors (dense retrieval).</source>
        <translation>最近的向量（稠密检索）。</translation>
    </message>
    <message>
        <source>by words</source>
        <translation>按字词</translation>
    </message>
    <message>
        <source>BM25 over words, codes and numbers.</source>
        <translation>对字词、编号和数字做 BM25 检索。</translation>
    </message>
    <message>
        <source>by meaning and words</source>
        <translation>按含义和字词</translation>
    </message>
    <message>
        <source>Vector and keyword search, joined by score.</source>
        <translation>向量检索与关键词检索，按得分合并。</translation>
    </message>
    <message>
        <source>by meaning and words, by rank</source>
        <translation>按含义和字词的名次</translation>
    </message>
    <message>
        <source>Vector and keyword search, joined by reciprocal rank fusion.</source>
        <translation>向量检索与关键词检索，按倒数名次合并（RRF）。</translation>
    </message>
    <message>
        <source>section first, then paragraph</source>
        <translation>先章节后段落</translation>
    </message>
    <message>
        <source>Finds the section, then the passage in it (hierarchical retrieval).</source>
        <translation>先找到章节，再找其中的段落（分层检索）。</translation>
    </message>
    <message>
        <source>in breadth</source>
        <translation>广泛</translation>
    </message>
    <message>
        <source>One passage of each section before a second of any.</source>
        <translation>每个章节先取一段，再取第二段。</translation>
    </message>
    <message>
        <source>asked in several ways</source>
        <translation>换几种问法</translation>
    </message>
    <message>
        <source>RAG-Fusion: a language model words the question anew.</source>
        <translation>RAG-Fusion：由语言模型换几种说法提问。</translation>
    </message>
    <message>
        <source>by an imagined answer</source>
        <translation>按设想的答案</translation>
    </message>
    <message>
        <source>HyDE: searches with an answer that a language model makes up.</source>
        <translation>HyDE：由语言模型先设想一个答案，用它去查找。</translation>
    </message>
    <message>
        <source>in several steps</source>
        <translation>分几步</translation>
    </message>
    <message>
        <source>Multi-hop: the question is taken apart by a language model.</source>
        <translation>多跳检索：由语言模型把问题拆开。</translation>
    </message>
    <message>
        <source>read once more and sorted</source>
        <translation>先粗后细</translation>
    </message>
    <message>
        <source>What was found is sorted anew by a reranker.</source>
        <translation>找到的段落由重排模型重新排序。</translation>
    </message>
    <message>
        <source>over the map of names</source>
        <translation>借助名称图谱</translation>
    </message>
    <message>
        <source>Knowledge graph: bridges from what is found, and PageRank.</source>
        <translation>知识图谱：从已找到的内容搭桥，并用 PageRank 排序。</translation>
    </message>
    <message>
        <source>along the way from one name to another</source>
        <translation>沿着一个名称到另一个名称的通路</translation>
    </message>
    <message>
        <source>Paths of the knowledge graph, and the sentences of their steps.</source>
        <translation>知识图谱中的路径，以及每一步的原文句子。</translation>
    </message>
    <message>
        <source>by the themes of all documents</source>
        <translation>按全部文档的主题</translation>
    </message>
    <message>
        <source>Map and reduce over the reports of the graph&apos;s communities.</source>
        <translation>对图谱各社群的报告先分别作答再汇总（map-reduce）。</translation>
    </message>
    <message>
        <source>the built-in reading model</source>
        <translation>内置阅读模型</translation>
    </message>
    <message>
        <source>reading model “{name}”</source>
        <translation>阅读模型“{name}”</translation>
    </message>
    <message>
        <source>reading model at “{name}”</source>
        <translation>“{name}”上的阅读模型</translation>
    </message>
    <message>
        <source>Prepared {name}</source>
        <translation>{name}整理</translation>
    </message>
    <message>
        <source>searched {name}</source>
        <translation>{name}查找</translation>
    </message>
    <message numerus="yes">
        <source>Preparing %Ln document(s) this way takes about {name} and {room} of disk.</source>
        <translation>
            <numerusform>用这种方式整理 %Ln 份文档，大约需要 {name}，占用磁盘 {room}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The writing model is asked %Ln time(s).</source>
        <translation>
            <numerusform>需要用写作模型 %Ln 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} ({needs})</source>
        <translation>{name}（{needs}）</translation>
    </message>
    <message>
        <source>needs a writing model</source>
        <translation>需要写作模型</translation>
    </message>
    <message>
        <source>needs a sorting model</source>
        <translation>需要排序模型</translation>
    </message>
    <message>
        <source>not on this computer</source>
        <translation>本机没有</translation>
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
    <name>ThoughtView</name>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thought for {number} s</source>
        <translation>思考了 {number} 秒</translation>
    </message>
    <message>
        <source>Its thoughts</source>
        <translation>思考过程</translation>
    </message>
</context>
<context>
    <name>TokenField</name>
    <message>
        <source>Token {number}: “{text}”</source>
        <translation>词元 {number}：“{text}”</translation>
    </message>
</context>
<context>
    <name>TokenPreview</name>
    <message>
        <source>Choose an example.</source>
        <translation>请选择一条示例。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln word piece(s), {learnt} of them learnt</source>
        <translation>
            <numerusform>%Ln 个词片，其中学习 {learnt} 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Just as the model sees it</source>
        <translation>模型看到的原样</translation>
    </message>
    <message>
        <source>this it learns to write</source>
        <translation>学着写的部分</translation>
    </message>
    <message>
        <source>this it only reads</source>
        <translation>只读的部分</translation>
    </message>
    <message>
        <source>The example just as the model sees it</source>
        <translation>示例在模型眼中的原样</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>A model does not read letters or words but tokens: frequent pieces of text. Their number decides how much it can read at once, and what a service charges.</source>
        <translation>模型读的不是字或词，而是词元，也就是常见的文字片段。词元的多少决定一次能读多少内容，也决定在线服务的费用。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Type or paste any text…</source>
        <translation>输入或粘贴任意文字…</translation>
    </message>
    <message>
        <source>Text to be read</source>
        <translation>要读的文字</translation>
    </message>
    <message>
        <source>The reading model of this library</source>
        <translation>本资料库的阅读模型</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>about {count}</source>
        <translation>约 {count}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln 个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} characters a token</source>
        <translation>每个词元 {number} 个字符</translation>
    </message>
    <message>
        <source>this service does not tell its tokens; the number is an estimate</source>
        <translation>该服务不提供词元，这个数字是估计的</translation>
    </message>
    <message>
        <source>too long to be coloured</source>
        <translation>文字太长，不再着色</translation>
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
        <translation>按含义</translation>
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
</context>
<context>
    <name>VerdictBars</name>
    <message>
        <source>How well each way answers the exam</source>
        <translation>各种方式在测验中的表现</translation>
    </message>
    <message>
        <source>Best: {way}</source>
        <translation>最好：{way}</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Working out what it takes…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>You can go on asking meanwhile; answers come from the way you have until the new one is ready. You can go back at any time.</source>
        <translation>其间可以照常提问，新的整理好之前仍按现在的方式回答。随时可以换回来。</translation>
    </message>
    <message>
        <source>Your documents are being prepared the best way.</source>
        <translation>正在用最好的方式整理文档。</translation>
    </message>
    <message>
        <source>You can go on asking meanwhile, or quit: it goes on where it was.</source>
        <translation>其间可以照常提问，也可以退出，下次接着整理。</translation>
    </message>
    <message>
        <source>Your library now works the best way.</source>
        <translation>资料库现在用的是最好的方式。</translation>
    </message>
    <message>
        <source>Take the exam to see it. The way before is kept, so you can go back.</source>
        <translation>再做一次测验就能看到效果。原来的方式还留着，可以换回去。</translation>
    </message>
    <message>
        <source>Use the best</source>
        <translation>采用最好的</translation>
    </message>
    <message>
        <source>Prepare and use it</source>
        <translation>整理并采用</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Go on preparing</source>
        <translation>继续整理</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>换回原来的</translation>
    </message>
    <message>
        <source>Take the exam again</source>
        <translation>再测一次</translation>
    </message>
    <message>
        <source>Take the exam</source>
        <translation>开始测验</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The exam is being taken: as it was and taught, with your documents and without. You can go on working.</source>
        <translation>正在测验：训练前和训练后，结合文档和不结合文档。您可以继续工作。</translation>
    </message>
    <message>
        <source>How much of the exam has been taken</source>
        <translation>测验进度</translation>
    </message>
    <message>
        <source>Did it help?</source>
        <translation>有帮助吗？</translation>
    </message>
    <message>
        <source>There is no exam on your documents yet. Lectern makes one by itself, on the exam&apos;s page. Without it only the examples tell that were kept from teaching.</source>
        <translation>您的文档还没有测验，书案可以在测验页面自动制作。没有测验时，只能用未参与训练的示例来判断。</translation>
    </message>
    <message>
        <source>The exam tells: it is taken as the model was and taught, with your documents and without, and general questions show what it forgot.</source>
        <translation>由测验来回答：比较训练前和训练后、结合文档和不结合文档，并用通用问题检查它忘了什么。</translation>
    </message>
    <message numerus="yes">
        <source>The thin lines are the bounds that chance leaves: 95 of 100 times the true share lies between them. %Ln question(s).</source>
        <translation>
            <numerusform>细线是偶然误差的范围：真实比例有 95% 的可能落在其中。共 %Ln 道题。</numerusform>
        </translation>
    </message>
    <message>
        <source>taken {when}</source>
        <translation>测于 {when}</translation>
    </message>
    <message>
        <source>Make an exam</source>
        <translation>制作测验</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Mend the examples and teach again</source>
        <translation>改好示例，重新训练</translation>
    </message>
</context>
<context>
    <name>VerdictWords</name>
    <message>
        <source>As it was</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>As it was, with your documents</source>
        <translation>训练前，结合文档</translation>
    </message>
    <message>
        <source>Taught</source>
        <translation>训练后</translation>
    </message>
    <message>
        <source>Taught, with your documents</source>
        <translation>训练后，结合文档</translation>
    </message>
    <message>
        <source>{share} ({low} to {high})</source>
        <translation>{share}（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>It helped</source>
        <translation>有帮助</translation>
    </message>
    <message>
        <source>It did not help</source>
        <translation>没有帮助</translation>
    </message>
    <message>
        <source>Not clear yet</source>
        <translation>尚不明确</translation>
    </message>
    <message>
        <source>Taught, it answers {now} of the exam right, as much as without.</source>
        <translation>训练后答对测验的 {now}，与不训练时一样。</translation>
    </message>
    <message>
        <source>Taught, it answers {now} of the exam right; the best without was {before}. Chance does not explain that.</source>
        <translation>训练后答对测验的 {now}，不训练时最好为 {before}。这不是偶然。</translation>
    </message>
    <message>
        <source>Taught, it answers {now} of the exam right; the best without is {before}. Chance does not explain that.</source>
        <translation>训练后答对测验的 {now}，不训练时最好为 {before}。这不是偶然。</translation>
    </message>
    <message>
        <source>Taught, it answers {now} of the exam right; the best without is {before}. Chance explains such a difference.</source>
        <translation>训练后答对测验的 {now}，不训练时最好为 {before}。这样的差别可能只是偶然。</translation>
    </message>
    <message>
        <source>It is best together with your documents: ask as you always do.</source>
        <translation>与文档结合时最好：照常提问即可。</translation>
    </message>
    <message>
        <source>Switch it on in chat.</source>
        <translation>可以在对话中开启它。</translation>
    </message>
    <message numerus="yes">
        <source>With %Ln question(s) chance decides. Put more into the exam, then take it again.</source>
        <translation>
            <numerusform>只有 %Ln 道题，偶然性太大。请增加测验题目后再测一次。</numerusform>
        </translation>
    </message>
    <message>
        <source>More questions in the exam show smaller differences.</source>
        <translation>测验题目越多，越能看出细小的差别。</translation>
    </message>
    <message>
        <source>Asking your documents does best already. Leave what was learnt switched off.</source>
        <translation>直接向文档提问已经最好，请不要开启这项训练成果。</translation>
    </message>
    <message>
        <source>Teaching suits a manner of writing better than facts. For facts, add the documents and ask them.</source>
        <translation>训练更适合学写法，不适合记事实。要查事实，请添加文档后直接提问。</translation>
    </message>
    <message>
        <source>Read some of the examples and mend their answers: better ones help more than many. Then teach it again.</source>
        <translation>读几个示例并改好答案：好示例比多示例更有用。然后再训练一次。</translation>
    </message>
    <message>
        <source>Whether it forgot something else was not measured.</source>
        <translation>没有测量它是否忘记了别的内容。</translation>
    </message>
    <message>
        <source>✓ It forgot nothing: general questions go as well as before.</source>
        <translation>✓ 没有遗忘：通用问题答得和以前一样好。</translation>
    </message>
    <message>
        <source>It forgot a little: of general questions it now gets {share} fewer right.</source>
        <translation>它忘了一点：通用问题答对的少了 {share}。</translation>
    </message>
    <message>
        <source>! It forgot other things: of general questions it now gets {share} fewer right. Turn its strength down, or teach it again with more general examples.</source>
        <translation>! 它忘了别的内容：通用问题答对的少了 {share}。请调低强度，或加入更多通用示例重新训练。</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Documents prepared</source>
        <translation>整理方式</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>查找方式</translation>
    </message>
    <message>
        <source>Read with</source>
        <translation>阅读模型</translation>
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
    <name>WorkPart</name>
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
    <name>WorkStrip</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭这条提示</translation>
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
        <source>Open Models</source>
        <translation>打开“模型”</translation>
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
        <source>“{name}” does not work on this computer. Choose another one in Settings.</source>
        <translation>“{name}”在这台电脑上不能用。请在设置中另选一个。</translation>
    </message>
    <message>
        <source>“{name}” is not on this computer. Put it back, or choose another one in Settings; if it came with Lectern, install Lectern again.</source>
        <translation>这台电脑上没有“{name}”。请把它放回原处，或在设置中另选一个；如果它是书案自带的，请重新安装书案。</translation>
    </message>
    <message>
        <source>The files of “{name}” are incomplete or of another kind. Copy it here again, or choose another one; if it came with Lectern, install Lectern again.</source>
        <translation>“{name}”的文件不完整，或者不是这类模型。请重新复制一份，或另选一个；如果它是书案自带的，请重新安装书案。</translation>
    </message>
    <message>
        <source>This needs a writing model</source>
        <translation>这里需要写作模型</translation>
    </message>
    <message>
        <source>The model does not answer</source>
        <translation>模型没有应答</translation>
    </message>
    <message>
        <source>The model took too long</source>
        <translation>模型用时太长</translation>
    </message>
    <message>
        <source>The model’s server refused</source>
        <translation>模型服务器拒绝了请求</translation>
    </message>
    <message>
        <source>“{name}” answered with error {status}: {reason} — check the model’s name and, if its server asks for one, the key. Then try again.</source>
        <translation>“{name}”返回错误 {status}：{reason}。请检查模型名称；如果服务器需要密钥，也请检查密钥，然后再试。</translation>
    </message>
    <message>
        <source>The model wrote nothing usable</source>
        <translation>模型写出的内容用不上</translation>
    </message>
    <message>
        <source>“{name}” needs {needed} of memory, but only {available} is free. Close other programs, or choose a smaller model.</source>
        <translation>“{name}”需要 {needed} 内存，现在只剩 {available}。请关闭其他程序，或换一个小一些的模型。</translation>
    </message>
    <message>
        <source>Not what this model was taught</source>
        <translation>不是这个模型的训练成果</translation>
    </message>
    <message>
        <source>“{name}” was taught to another model than “{model}”, or has been removed. Switch it off, or choose the model it was taught to.</source>
        <translation>“{name}”是用“{model}”以外的模型训练的，或已被删除。请停用它，或选择训练时所用的模型。</translation>
    </message>
    <message>
        <source>Too large to teach on this computer</source>
        <translation>这台电脑训练不了</translation>
    </message>
    <message>
        <source>Teaching “{name}” needs {needed} of memory; {available} can be had. Choose a smaller model, shorter examples or the fast way.</source>
        <translation>训练“{name}”需要 {needed} 内存，可用的只有 {available}。请换更小的模型、更短的示例，或用快速训练。</translation>
    </message>
    <message>
        <source>Teaching stopped by itself</source>
        <translation>训练自行中断</translation>
    </message>
    <message>
        <source>“{name}” stopped: {reason} What it had learnt is kept. Go on, or start anew with smaller settings.</source>
        <translation>“{name}”中断了：{reason} 已学到的都保留着。可以继续，或用较小的设置重新开始。</translation>
    </message>
    <message>
        <source>It did not pass its test</source>
        <translation>没有通过自检</translation>
    </message>
    <message>
        <source>What “{name}” became for chat does not answer as it did when it was taught, so it is not offered there. Teach it another way.</source>
        <translation>“{name}”转成聊天用的形式后，回答与训练时不一致，因此不提供使用。请换一种方式训练。</translation>
    </message>
    <message>
        <source>These examples cannot be used</source>
        <translation>这些示例用不了</translation>
    </message>
    <message>
        <source>{reason} {remedy} Nothing was taken from it.</source>
        <translation>{reason}{remedy}没有从中取用任何内容。</translation>
    </message>
    <message>
        <source>Your text would leave this computer</source>
        <translation>文字会离开这台电脑</translation>
    </message>
    <message>
        <source>A model is missing</source>
        <translation>缺少一个模型</translation>
    </message>
    <message>
        <source>A model cannot be loaded</source>
        <translation>有个模型无法载入</translation>
    </message>
    <message>
        <source>None is chosen. Choose one, or go on without it.</source>
        <translation>还没有选择。请选择一个，或不用写作模型继续。</translation>
    </message>
    <message>
        <source>Nothing answers at {address}. Start the program that runs “{name}”, or correct its address under Models.</source>
        <translation>{address} 没有应答。请启动运行“{name}”的程序，或在“模型”中更正地址。</translation>
    </message>
    <message>
        <source>Nothing came from “{name}” for {seconds} seconds. Try once more, or choose a smaller model.</source>
        <translation>“{name}”有 {seconds} 秒没有任何回应。请再试一次，或换一个小一些的模型。</translation>
    </message>
    <message>
        <source>What “{name}” wrote does not fit what it was asked. Try once more, or choose another model.</source>
        <translation>“{name}”写的内容不符合要求。请再试一次，或换一个模型。</translation>
    </message>
    <message>
        <source>The model has too much to do</source>
        <translation>模型太忙</translation>
    </message>
    <message>
        <source>“{name}” takes no more requests for now; it can be asked again in {wait}. Or choose another model.</source>
        <translation>“{name}”暂时不接受更多请求，{wait}后可以再问，也可以换一个模型。</translation>
    </message>
    <message>
        <source>The model stopped by itself</source>
        <translation>模型自行停止了</translation>
    </message>
    <message>
        <source>“{name}” ended while it was working; nothing of yours is lost. Try again. If it happens again, its file is damaged or does not suit this computer.</source>
        <translation>“{name}”在工作中停止了，您的内容没有丢失。请再试一次；如果再次发生，说明它的文件已损坏或不适合这台电脑。</translation>
    </message>
    <message>
        <source>The model is too large for this computer</source>
        <translation>模型太大，这台电脑放不下</translation>
    </message>
    <message>
        <source>That is more than the model can read</source>
        <translation>内容超出模型一次能读的量</translation>
    </message>
    <message>
        <source>“{name}” cannot read so much at once. Ask about fewer documents, or begin a new conversation.</source>
        <translation>“{name}”一次读不了这么多。请减少文档，或开始新的对话。</translation>
    </message>
    <message>
        <source>The model’s server wants a key</source>
        <translation>模型服务需要密钥</translation>
    </message>
    <message>
        <source>“{name}” at {address} does not accept the key it was shown, or wants one. Enter it under Models.</source>
        <translation>{address} 的“{name}”不接受现有密钥，或需要密钥。请在“模型”中填写。</translation>
    </message>
    <message>
        <source>Your keys are locked</source>
        <translation>密钥已锁定</translation>
    </message>
    <message>
        <source>Enter the passphrase under Models to use them.</source>
        <translation>请在“模型”中输入口令以使用密钥。</translation>
    </message>
    <message>
        <source>That passphrase does not open your keys</source>
        <translation>口令打不开您的密钥</translation>
    </message>
    <message>
        <source>Check it and try again. If it is lost, forget the keys and enter them anew.</source>
        <translation>请检查后再试。如果忘了口令，可以删除密钥再重新输入。</translation>
    </message>
    <message>
        <source>This is no model that Lectern can use</source>
        <translation>书案用不了这个模型</translation>
    </message>
    <message>
        <source>“{name}” was left where it is. Choose a file that ends in .gguf, or a folder with .safetensors files.</source>
        <translation>“{name}”没有改动。请选择以 .gguf 结尾的文件，或含有 .safetensors 文件的文件夹。</translation>
    </message>
    <message>
        <source>The download did not get through</source>
        <translation>下载没有完成</translation>
    </message>
    <message>
        <source>“{name}” could not be fetched from any of its sources. What came so far is kept. Check the connection, then go on.</source>
        <translation>所有来源都没能取得“{name}”。已下载的部分保留着。请检查网络后继续。</translation>
    </message>
    <message>
        <source>What came is damaged</source>
        <translation>下载的内容已损坏</translation>
    </message>
    <message>
        <source>What {source} sent for “{name}” is not what it announced, and was thrown away. Try again, or choose another source.</source>
        <translation>{source} 发来的“{name}”与它公布的不一致，已丢弃。请再试一次，或换一个来源。</translation>
    </message>
    <message>
        <source>“{name}” would send your text to {address}. Nothing was sent. Allow it under Models if you agree, or choose a model on this computer.</source>
        <translation>“{name}”会把您的文字发送到 {address}。目前什么都没有发送。如果同意，请在“模型”中允许；也可以改用本机的模型。</translation>
    </message>
    <message>
        <source>Another program is there already</source>
        <translation>端口已被占用</translation>
    </message>
    <message>
        <source>Port {port} of this computer is used by another program. Choose another port, or close that program and try again.</source>
        <translation>本机的 {port} 端口正被其他程序使用。请换一个端口，或关闭该程序后重试。</translation>
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
    <name>examples</name>
    <message>
        <source>Fill it in, or delete the row.</source>
        <translation>请补上，或删掉这一行。</translation>
    </message>
    <message>
        <source>Name one column “question” and one “answer”.</source>
        <translation>请把一列命名为“问题”，另一列命名为“答案”。</translation>
    </message>
    <message>
        <source>it cannot be opened.</source>
        <translation>无法打开。</translation>
    </message>
    <message>
        <source>Check that it is still there and may be read.</source>
        <translation>请检查文件是否还在、是否允许读取。</translation>
    </message>
    <message>
        <source>this is a folder.</source>
        <translation>这是一个文件夹。</translation>
    </message>
    <message>
        <source>Choose the files in it.</source>
        <translation>请选择其中的文件。</translation>
    </message>
    <message>
        <source>the file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>Choose a file with questions and answers.</source>
        <translation>请选择包含问题和答案的文件。</translation>
    </message>
    <message>
        <source>this is no text and no table.</source>
        <translation>这既不是文本，也不是表格。</translation>
    </message>
    <message>
        <source>Save what it holds as CSV, XLSX or JSON.</source>
        <translation>请把内容另存为 CSV、XLSX 或 JSON。</translation>
    </message>
    <message>
        <source>this is a workbook in the format of old Excel.</source>
        <translation>这是旧版 Excel 格式的工作簿。</translation>
    </message>
    <message>
        <source>Open it in Excel or LibreOffice and save it as .xlsx.</source>
        <translation>请用 Excel 或 LibreOffice 打开并另存为 .xlsx。</translation>
    </message>
    <message>
        <source>this is a document, not a table of examples.</source>
        <translation>这是文档，不是示例表格。</translation>
    </message>
    <message>
        <source>Add it to your library and learn from your documents, or choose a table.</source>
        <translation>请把它加入资料库，再从文档中学习；或者选择表格。</translation>
    </message>
    <message>
        <source>the workbook is locked with a password.</source>
        <translation>工作簿有密码保护。</translation>
    </message>
    <message>
        <source>Open it, save it without the password, and choose it again.</source>
        <translation>请打开它，去掉密码保存后再选择。</translation>
    </message>
    <message>
        <source>the file is damaged or cut short.</source>
        <translation>文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>Open it in the program it was made with and save it anew.</source>
        <translation>请用原来的程序打开并重新保存。</translation>
    </message>
    <message>
        <source>it unpacks to more than a table of examples can be.</source>
        <translation>解压后的内容超出示例表格的大小。</translation>
    </message>
    <message>
        <source>Save only the sheet with the examples in a file of its own.</source>
        <translation>请只把含示例的工作表另存为单独的文件。</translation>
    </message>
    <message>
        <source>reading it takes too long.</source>
        <translation>读取时间过长。</translation>
    </message>
    <message>
        <source>Part it into smaller files.</source>
        <translation>请把它拆成几个小文件。</translation>
    </message>
    <message>
        <source>it needs one column with the questions and one with the answers. It has: {columns}.</source>
        <translation>需要一列问题、一列答案。现有的列：{columns}。</translation>
    </message>
    <message>
        <source>there is a row of names and nothing below it.</source>
        <translation>只有列名，下面没有内容。</translation>
    </message>
    <message>
        <source>Add a row for each example.</source>
        <translation>请为每个示例添加一行。</translation>
    </message>
    <message>
        <source>this is no JSON ({reason}).</source>
        <translation>这不是 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>Write a list of objects, or an object on each line, with “question” and “answer”.</source>
        <translation>请写成对象列表，或每行一个对象，包含“question”和“answer”。</translation>
    </message>
    <message>
        <source>none of its {rows} rows can be used.</source>
        <translation>{rows} 行都不能用。</translation>
    </message>
    <message>
        <source>It needs a question and an answer in each row.</source>
        <translation>每一行都要有问题和回答。</translation>
    </message>
    <message>
        <source>there is no question.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>there is no answer.</source>
        <translation>没有答案。</translation>
    </message>
    <message>
        <source>nobody answers in this conversation.</source>
        <translation>这段对话中没有人回答。</translation>
    </message>
    <message>
        <source>Add an answer with the role “assistant”.</source>
        <translation>请添加角色为“assistant”的回答。</translation>
    </message>
    <message>
        <source>the turns are out of order: {order}.</source>
        <translation>对话的顺序不对：{order}。</translation>
    </message>
    <message>
        <source>“user” and “assistant” take turns, the user first; “system” may go before.</source>
        <translation>“user”和“assistant”轮流发言，“user”在先；最前面可以有“system”。</translation>
    </message>
    <message>
        <source>the role “{role}” is unknown.</source>
        <translation>未知的角色“{role}”。</translation>
    </message>
    <message>
        <source>Use “system”, “user” and “assistant”.</source>
        <translation>请使用“system”“user”和“assistant”。</translation>
    </message>
    <message>
        <source>a tool takes part in this conversation.</source>
        <translation>这段对话中用到了工具。</translation>
    </message>
    <message>
        <source>Leave out the turns of tools; only words can be taught.</source>
        <translation>请去掉工具的部分；只能教文字。</translation>
    </message>
    <message>
        <source>“{field}” holds no text.</source>
        <translation>“{field}”不是文字。</translation>
    </message>
    <message>
        <source>Put the words themselves there; lists and pictures cannot be taught.</source>
        <translation>请直接写文字；列表和图片不能教。</translation>
    </message>
    <message>
        <source>the better and the worse answer are the same.</source>
        <translation>较好和较差的回答相同。</translation>
    </message>
    <message>
        <source>Change one of them, or delete the worse one.</source>
        <translation>请修改其中一个，或删除较差的。</translation>
    </message>
    <message>
        <source>the answer only repeats the question.</source>
        <translation>答案只是重复了问题。</translation>
    </message>
    <message>
        <source>Write the answer, or delete the row.</source>
        <translation>请写出答案，或删除这一行。</translation>
    </message>
    <message>
        <source>it has {length} characters; {most} are the most.</source>
        <translation>有 {length} 个字符，最多 {most} 个。</translation>
    </message>
    <message>
        <source>Shorten it, or part it into several rows.</source>
        <translation>请缩短，或拆成几行。</translation>
    </message>
    <message>
        <source>the row is longer than {most} characters.</source>
        <translation>这一行超过 {most} 个字符。</translation>
    </message>
    <message>
        <source>A quotation mark may be missing before it; else part the row.</source>
        <translation>前面可能缺少引号；否则请拆开这一行。</translation>
    </message>
    <message>
        <source>Mend the line, or delete it.</source>
        <translation>请修正这一行，或删除它。</translation>
    </message>
    <message>
        <source>lists stand within lists too deeply.</source>
        <translation>列表嵌套过深。</translation>
    </message>
    <message>
        <source>Write the question and the answer as plain text.</source>
        <translation>请用普通文字写问题和答案。</translation>
    </message>
    <message>
        <source>the file ends in the middle of this entry.</source>
        <translation>文件在这一条的中间结束。</translation>
    </message>
    <message>
        <source>It may not have been saved or sent to its end; fetch it again.</source>
        <translation>文件可能没有完整保存或传输，请重新获取。</translation>
    </message>
    <message>
        <source>a quotation mark is opened and not closed.</source>
        <translation>引号只有开头没有结尾。</translation>
    </message>
    <message>
        <source>Close it, or write two of them where one is meant.</source>
        <translation>请补上引号，或在需要引号处写两个。</translation>
    </message>
    <message>
        <source>there are characters that cannot be read.</source>
        <translation>有无法识别的字符。</translation>
    </message>
    <message>
        <source>Save it anew as UTF-8 (in Excel: “CSV UTF-8”) and choose it again.</source>
        <translation>请重新存为 UTF-8（在 Excel 中选“CSV UTF-8”）后再选择。</translation>
    </message>
    <message>
        <source>it has {cells} cells, and there are {columns} columns.</source>
        <translation>这一行有 {cells} 格，而只有 {columns} 列。</translation>
    </message>
    <message>
        <source>Put text that holds the separator between quotation marks.</source>
        <translation>含有分隔符的文字请放在引号内。</translation>
    </message>
    <message>
        <source>a formula stands there whose result was not saved.</source>
        <translation>公式的结果没有保存。</translation>
    </message>
    <message>
        <source>Open the workbook, save it, and choose it again.</source>
        <translation>请打开工作簿，保存后再选择。</translation>
    </message>
    <message>
        <source>the formula there gives an error ({error}).</source>
        <translation>公式出错（{error}）。</translation>
    </message>
    <message>
        <source>Mend the formula, or write the text itself.</source>
        <translation>请改正公式，或直接写文字。</translation>
    </message>
    <message>
        <source>no question with an answer is found; it has: {fields}.</source>
        <translation>找不到问题和答案；现有：{fields}。</translation>
    </message>
    <message>
        <source>Use the names “question” and “answer”, “instruction” and “output”, or “messages”.</source>
        <translation>请使用“question”和“answer”、“instruction”和“output”或“messages”。</translation>
    </message>
    <message>
        <source>the hidden sheet “{sheet}” was left out.</source>
        <translation>隐藏的工作表“{sheet}”没有读取。</translation>
    </message>
    <message>
        <source>Show it in Excel and save, if its rows shall be learnt.</source>
        <translation>如果需要学习其中的内容，请在 Excel 中取消隐藏并保存。</translation>
    </message>
    <message>
        <source>only the first {rows} rows were taken.</source>
        <translation>只取了前 {rows} 行。</translation>
    </message>
    <message>
        <source>Part the file, or choose the rows that matter most.</source>
        <translation>请拆分文件，或挑选最重要的行。</translation>
    </message>
    <message>
        <source>no writing model is chosen, so none wrote examples.</source>
        <translation>没有选择写作模型，所以没有写出示例。</translation>
    </message>
    <message>
        <source>Choose one under Models, or use those made by rules.</source>
        <translation>请在“模型”中选择一个，或使用按规则生成的示例。</translation>
    </message>
    <message>
        <source>the writing model stopped early: {reason}</source>
        <translation>写作模型提前停止：{reason}</translation>
    </message>
    <message>
        <source>What it wrote before is kept; try again later for more.</source>
        <translation>之前生成的已保留；稍后可再试。</translation>
    </message>
    <message>
        <source>“{file}”, row {row}: {sentence}</source>
        <translation>“{file}”第 {row} 行：{sentence}</translation>
    </message>
    <message>
        <source>“{file}”: {sentence}</source>
        <translation>“{file}”：{sentence}</translation>
    </message>
    <message>
        <source>Row {row}: {sentence}</source>
        <translation>第 {row} 行：{sentence}</translation>
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
        <source>Making exam questions</source>
        <translation>正在出测验题</translation>
    </message>
    <message>
        <source>Trying the other way on your exam</source>
        <translation>正在用测验试另一种方式</translation>
    </message>
    <message>
        <source>Taking the exam</source>
        <translation>正在测验</translation>
    </message>
    <message>
        <source>Trying other ways on the exam</source>
        <translation>正在用测验试别的方式</translation>
    </message>
    <message>
        <source>Working out what it takes</source>
        <translation>正在估算</translation>
    </message>
    <message>
        <source>Preparing your documents another way</source>
        <translation>正在用另一种方式整理文档</translation>
    </message>
    <message>
        <source>Updating the map</source>
        <translation>正在更新图谱</translation>
    </message>
    <message>
        <source>The writing model reads for the map</source>
        <translation>写作模型正在为图谱读文档</translation>
    </message>
    <message>
        <source>Downloading a model</source>
        <translation>正在下载模型</translation>
    </message>
    <message>
        <source>Copying a model</source>
        <translation>正在复制模型</translation>
    </message>
    <message>
        <source>Measuring a model</source>
        <translation>正在测量模型速度</translation>
    </message>
    <message>
        <source>Comparing answers</source>
        <translation>正在对比回答</translation>
    </message>
    <message>
        <source>Saving the conversation</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>Making examples</source>
        <translation>正在制作示例</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Keeping what was learnt</source>
        <translation>正在保留训练成果</translation>
    </message>
    <message>
        <source>Taking the exam with what was learnt</source>
        <translation>正在测验训练成果</translation>
    </message>
    <message>
        <source>Comparing ways of teaching</source>
        <translation>正在比较训练方式</translation>
    </message>
    <message>
        <source>Saving what was learnt</source>
        <translation>正在保存训练成果</translation>
    </message>
    <message>
        <source>Bringing back what was learnt</source>
        <translation>正在带回训练成果</translation>
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
        <source>Writing</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>测验</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Checking what came</source>
        <translation>正在核对下载内容</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在对比</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>Writing and testing what was learnt</source>
        <translation>正在写入并检验训练成果</translation>
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
    <message>
        <source>Parted by its headings: the writing model could not do it.</source>
        <translation>写作模型未能分段，已按标题分段。</translation>
    </message>
</context>
</TS>
