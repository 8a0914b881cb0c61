<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerView</name>
    <message numerus="yes">
        <source>%n document(s) were still being prepared and are not in this answer.</source>
        <translation>
            <numerusform>%n document was still being prepared and is not in this answer.</numerusform>
            <numerusform>%n documents were still being prepared and are not in this answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BaseChoice</name>
    <message numerus="yes">
        <source>%Ln model(s) here cannot be taught</source>
        <translation>
            <numerusform>%Ln model here cannot be taught</numerusform>
            <numerusform>%Ln models here cannot be taught</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CatalogueWording</name>
    <message numerus="yes">
        <source>%n more language(s)</source>
        <translation>
            <numerusform>%n more language</numerusform>
            <numerusform>%n more languages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln word(s) a second</source>
        <translation>
            <numerusform>about %Ln word a second</numerusform>
            <numerusform>about %Ln words a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CellView</name>
    <message numerus="yes">
        <source>✓ all %Ln sentence(s) supported</source>
        <translation>
            <numerusform>✓ %Ln sentence supported</numerusform>
            <numerusform>✓ all %Ln sentences supported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message numerus="yes">
        <source>Show %Ln more way(s)</source>
        <translation>
            <numerusform>Show %Ln more way</numerusform>
            <numerusform>Show %Ln more ways</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) it can hardly tell one way from another.</source>
        <translation>
            <numerusform>With fewer than %Ln question it can hardly tell one way from another.</numerusform>
            <numerusform>With fewer than %Ln questions it can hardly tell one way from another.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Ask about these %n document(s)…</source>
        <translation>
            <numerusform>Ask about this document…</numerusform>
            <numerusform>Ask about these %n documents…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentWording</name>
    <message numerus="yes">
        <source>%Ln sheet(s)</source>
        <translation>
            <numerusform>%Ln sheet</numerusform>
            <numerusform>%Ln sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln slide(s)</source>
        <translation>
            <numerusform>%Ln slide</numerusform>
            <numerusform>%Ln slides</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPane</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message numerus="yes">
        <source>Add %Ln item(s) to your library</source>
        <translation>
            <numerusform>Add %Ln item to your library</numerusform>
            <numerusform>Add %Ln items to your library</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntityPanel</name>
    <message numerus="yes">
        <source>%Ln weaker one(s) not listed.</source>
        <translation>
            <numerusform>%Ln weaker one is not listed.</numerusform>
            <numerusform>%Ln weaker ones are not listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExamWording</name>
    <message numerus="yes">
        <source>Lectern found the right place for all %Ln question(s), at once.</source>
        <translation>
            <numerusform>Lectern found the right place for the %Ln question, at once.</numerusform>
            <numerusform>Lectern found the right place for all %Ln questions, at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lectern found the right place for {found} of %Ln question(s), for {first} of them at once.</source>
        <translation>
            <numerusform>Lectern found the right place for {found} of %Ln question, for {first} at once.</numerusform>
            <numerusform>Lectern found the right place for {found} of %Ln questions, for {first} of them at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>%Ln question</numerusform>
            <numerusform>%Ln questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln put aside</source>
        <translation>
            <numerusform>%Ln put aside</numerusform>
            <numerusform>%Ln put aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Have at least %Ln question(s) in the exam, then try again.</source>
        <translation>
            <numerusform>Have at least %Ln question in the exam, then try again.</numerusform>
            <numerusform>Have at least %Ln questions in the exam, then try again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another way is better: of %Ln question(s) it has {best} among the first three places, yours {now}.</source>
        <translation>
            <numerusform>Another way is better: of %Ln question it has {best} among the first three places, yours {now}.</numerusform>
            <numerusform>Another way is better: of %Ln questions it has {best} among the first three places, yours {now}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln of your documents</source>
        <translation>
            <numerusform>on %Ln of your documents</numerusform>
            <numerusform>on %Ln of your documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExamplesStep</name>
    <message numerus="yes">
        <source>%Ln example(s) removed</source>
        <translation>
            <numerusform>%Ln example removed</numerusform>
            <numerusform>%Ln examples removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) lack a question or an answer.</source>
        <translation>
            <numerusform>%Ln example lacks a question or an answer.</numerusform>
            <numerusform>%Ln examples lack a question or an answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message numerus="yes">
        <source>%n chosen document(s)</source>
        <translation>
            <numerusform>%n chosen document</numerusform>
            <numerusform>%n chosen documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundStrip</name>
    <message numerus="yes">
        <source>%Ln new example(s). Read them before anything is taught.</source>
        <translation>
            <numerusform>%Ln new example. Read it before anything is taught.</numerusform>
            <numerusform>%Ln new examples. Read them before anything is taught.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) or place(s) could not be used.</source>
        <translation>
            <numerusform>%Ln row or place could not be used.</numerusform>
            <numerusform>%Ln rows or places could not be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln that say the same were left out.</source>
        <translation>
            <numerusform>%Ln that says the same was left out.</numerusform>
            <numerusform>%Ln that say the same were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more like these.</source>
        <translation>
            <numerusform>And %Ln more like these.</numerusform>
            <numerusform>And %Ln more like these.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message numerus="yes">
        <source>%Ln lesson(s) were interrupted while being taught. They go on where they were.</source>
        <translation>
            <numerusform>%Ln lesson was interrupted while being taught. It goes on where it was.</numerusform>
            <numerusform>%Ln lessons were interrupted while being taught. They go on where they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message numerus="yes">
        <source>Around: %Ln step(s)</source>
        <translation>
            <numerusform>Around: %Ln step</numerusform>
            <numerusform>Around: %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message numerus="yes">
        <source>%Ln document(s) need your help</source>
        <translation>
            <numerusform>%Ln document needs your help</numerusform>
            <numerusform>%Ln documents need your help</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LessonWords</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MakingForm</name>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>%Ln question</numerusform>
            <numerusform>%Ln questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) chosen</source>
        <translation>
            <numerusform>%Ln document chosen</numerusform>
            <numerusform>%Ln documents chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message numerus="yes">
        <source>%n name(s) are drawn</source>
        <translation>
            <numerusform>%n name is drawn</numerusform>
            <numerusform>%n names are drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapWording</name>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %Ln document(s)</source>
        <translation>
            <numerusform>from %Ln document</numerusform>
            <numerusform>from %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>named %Ln time(s)</source>
        <translation>
            <numerusform>named once</numerusform>
            <numerusform>named %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln document(s)</source>
        <translation>
            <numerusform>in %Ln document</numerusform>
            <numerusform>in %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %Ln more</source>
        <translation>
            <numerusform>{names} and %Ln more</numerusform>
            <numerusform>{names} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) not in the map yet</source>
        <translation>
            <numerusform>%Ln document is not in the map yet</numerusform>
            <numerusform>%Ln documents are not in the map yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) read by the writing model</source>
        <translation>
            <numerusform>%Ln document read by the writing model</numerusform>
            <numerusform>%Ln documents read by the writing model</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MethodsPage</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln way(s) to try: choose others</source>
        <translation>
            <numerusform>%Ln way to try: choose others</numerusform>
            <numerusform>%Ln ways to try: choose others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln way(s) to try</source>
        <translation>
            <numerusform>%Ln way to try</numerusform>
            <numerusform>%Ln ways to try</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message numerus="yes">
        <source>%Ln less connected one(s) left out.</source>
        <translation>
            <numerusform>%Ln less connected entry is left out.</numerusform>
            <numerusform>%Ln less connected entries are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message numerus="yes">
        <source>%Ln question(s) to the writing model</source>
        <translation>
            <numerusform>%Ln question to the writing model</numerusform>
            <numerusform>%Ln questions to the writing model</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PathPanel</name>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreparationSection</name>
    <message numerus="yes">
        <source>Begun: {way}, {done} of %n document(s).</source>
        <translation>
            <numerusform>Begun: {way}, {done} of %n document.</numerusform>
            <numerusform>Begun: {way}, {done} of %n documents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n question(s) of your exam, {now} are found at once now and {then} the other way; {now_three} and {then_three} among the first three.</source>
        <translation>
            <numerusform>Of the one question of your exam, {now} is found at once now and {then} the other way; {now_three} and {then_three} among the first three.</numerusform>
            <numerusform>Of the %n questions of your exam, {now} are found at once now and {then} the other way; {now_three} and {then_three} among the first three.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuestionsPage</name>
    <message numerus="yes">
        <source>Deleted %Ln question(s)</source>
        <translation>
            <numerusform>Deleted %Ln question</numerusform>
            <numerusform>Deleted %Ln questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) chance decides too much. Make a few more.</source>
        <translation>
            <numerusform>With fewer than %Ln question chance decides too much. Make a few more.</numerusform>
            <numerusform>With fewer than %Ln questions chance decides too much. Make a few more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message numerus="yes">
        <source>%Ln file(s) taken off the list</source>
        <translation>
            <numerusform>%Ln file taken off the list</numerusform>
            <numerusform>%Ln files taken off the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln document(s)</source>
        <translation>
            <numerusform>Removed %Ln document</numerusform>
            <numerusform>Removed %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportLine</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) to learn from</source>
        <translation>
            <numerusform>%Ln example to learn from</numerusform>
            <numerusform>%Ln examples to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for testing</source>
        <translation>
            <numerusform>%Ln for testing</numerusform>
            <numerusform>%Ln for testing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the longest has %Ln word piece(s)</source>
        <translation>
            <numerusform>the longest has %Ln word piece</numerusform>
            <numerusform>the longest has %Ln word pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) are longer than {count} word pieces and are cut at the end.</source>
        <translation>
            <numerusform>%Ln example is longer than {count} word pieces and is cut at the end.</numerusform>
            <numerusform>%Ln examples are longer than {count} word pieces and are cut at the end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With few examples it picks up a tone at best. From about %Ln it becomes useful.</source>
        <translation>
            <numerusform>With few examples it picks up a tone at best. From about %Ln it becomes useful.</numerusform>
            <numerusform>With few examples it picks up a tone at best. From about %Ln it becomes useful.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message numerus="yes">
        <source>With fewer than %Ln question(s) chance decides too much.</source>
        <translation>
            <numerusform>With fewer than %Ln question chance decides too much.</numerusform>
            <numerusform>With fewer than %Ln questions chance decides too much.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopeButton</name>
    <message numerus="yes">
        <source>%n chosen document(s)</source>
        <translation>
            <numerusform>%n chosen document</numerusform>
            <numerusform>%n chosen documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchReportView</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n place(s)</source>
        <translation>
            <numerusform>Show %n place</numerusform>
            <numerusform>Show all %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceWording</name>
    <message numerus="yes">
        <source>Connected: %n model(s). Choose one.</source>
        <translation>
            <numerusform>Connected: there is %n model. Choose it.</numerusform>
            <numerusform>Connected: there are %n models. Choose one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServingPage</name>
    <message numerus="yes">
        <source>Open. %n request(s) answered so far.</source>
        <translation>
            <numerusform>Open. %n request answered so far.</numerusform>
            <numerusform>Open. %n requests answered so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcesCard</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%Ln group(s) look like one and the same</source>
        <translation>
            <numerusform>%Ln pair looks like one and the same</numerusform>
            <numerusform>%Ln pairs look like one and the same</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartStep</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept to test it</source>
        <translation>
            <numerusform>%Ln kept to test it</numerusform>
            <numerusform>%Ln kept to test it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message numerus="yes">
        <source>Table with %n row(s)</source>
        <translation>
            <numerusform>Table with %n row</numerusform>
            <numerusform>Table with %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeachWording</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TechniqueNames</name>
    <message numerus="yes">
        <source>Preparing %Ln document(s) this way takes about {name} and {room} of disk.</source>
        <translation>
            <numerusform>Preparing %Ln document this way takes about {name} and {room} of disk.</numerusform>
            <numerusform>Preparing %Ln documents this way takes about {name} and {room} of disk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The writing model is asked %Ln time(s).</source>
        <translation>
            <numerusform>The writing model is asked %Ln time.</numerusform>
            <numerusform>The writing model is asked %Ln times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenPreview</name>
    <message numerus="yes">
        <source>%Ln word piece(s), {learnt} of them learnt</source>
        <translation>
            <numerusform>%Ln word piece, {learnt} of it learnt</numerusform>
            <numerusform>%Ln word pieces, {learnt} of them learnt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TraceView</name>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message numerus="yes">
        <source>The thin lines are the bounds that chance leaves: 95 of 100 times the true share lies between them. %Ln question(s).</source>
        <translation>
            <numerusform>The thin lines are the bounds that chance leaves: 95 of 100 times the true share lies between them. %Ln question.</numerusform>
            <numerusform>The thin lines are the bounds that chance leaves: 95 of 100 times the true share lies between them. %Ln questions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictWords</name>
    <message numerus="yes">
        <source>With %Ln question(s) chance decides. Put more into the exam, then take it again.</source>
        <translation>
            <numerusform>With %Ln question chance decides. Put more into the exam, then take it again.</numerusform>
            <numerusform>With %Ln questions chance decides. Put more into the exam, then take it again.</numerusform>
        </translation>
    </message>
</context>
</TS>
