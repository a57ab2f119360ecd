// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/source_excerpt.h"

#include <QTest>

using namespace interleave;

namespace {

const QString kCpp = QStringLiteral("#include \"x.h\"\n"
                                    "//[off\n"
                                    "    void f()\n"
                                    "    {\n"
                                    "        Locals live{a};  //-\n"
                                    "        mine = c.read();     //@read\n"
                                    "\n"
                                    "        c.write(mine);  //@write-back\n"
                                    "    }\n"
                                    "//]\n"
                                    "int between;\n"
                                    "//[on\n"
                                    "void g();\n"
                                    "//]\n"
                                    "//[off\n"
                                    "// the second piece\n"
                                    "//]\n");

QStringList texts(const Excerpt &excerpt)
{
    QStringList list;
    for (const Excerpt::Line &line : excerpt.lines)
        list << line.text;
    return list;
}

} // namespace

class tst_SourceExcerpt : public QObject
{
    Q_OBJECT

private slots:
    void aSectionIsCutOutWithItsPieces();
    void tagsNameTheirLines();
    void sourceLinesAreFound();
    void pythonHasItsOwnMarks();
    void aSectionNobodyWroteIsEmpty();
};

void tst_SourceExcerpt::aSectionIsCutOutWithItsPieces()
{
    const Excerpt excerpt = excerptOf(kCpp, SourceLanguage::Cpp, QStringLiteral("off"));
    const QStringList expected = {QStringLiteral("    void f()"), QStringLiteral("    {"),
                                  QStringLiteral("        mine = c.read();"), QString(),
                                  QStringLiteral("        c.write(mine);"), QStringLiteral("    }"), QString(),
                                  QStringLiteral("// the second piece")};
    QCOMPARE(texts(excerpt), expected);
    const QString indented = QStringLiteral("//[a\n    if (x)\n        y();\n//]\n");
    QCOMPARE(texts(excerptOf(indented, SourceLanguage::Cpp, QStringLiteral("a"))),
             (QStringList{QStringLiteral("if (x)"), QStringLiteral("    y();")}));
}

void tst_SourceExcerpt::tagsNameTheirLines()
{
    const Excerpt excerpt = excerptOf(kCpp, SourceLanguage::Cpp, QStringLiteral("off"));
    QCOMPARE(excerpt.indexOfStep(QStringLiteral("read")), 2);
    QCOMPARE(excerpt.indexOfStep(QStringLiteral("write-back")), 4);
    QCOMPARE(excerpt.indexOfStep(QStringLiteral("lock")), -1);
    QCOMPARE(excerpt.indexOfStep(QString()), -1);
}

void tst_SourceExcerpt::sourceLinesAreFound()
{
    const Excerpt excerpt = excerptOf(kCpp, SourceLanguage::Cpp, QStringLiteral("off"));
    QCOMPARE(excerpt.indexOfSource(6), 2);
    QCOMPARE(excerpt.indexOfSource(5), -1); // hidden
    QCOMPARE(excerpt.indexOfSource(13), -1); // another section's
    QCOMPARE(excerpt.indexOfSource(0), -1);
    QCOMPARE(excerpt.indexOfSource(16), 7);
}

void tst_SourceExcerpt::pythonHasItsOwnMarks()
{
    const QString python = QStringLiteral("#[off\ndef f():\n    x = c.value  #@read\n    hidden()  #-\n    # a comment stays\n#]\n");
    const Excerpt excerpt = excerptOf(python, SourceLanguage::Python, QStringLiteral("off"));
    QCOMPARE(texts(excerpt), (QStringList{QStringLiteral("def f():"), QStringLiteral("    x = c.value"),
                                          QStringLiteral("    # a comment stays")}));
    QCOMPARE(excerpt.indexOfStep(QStringLiteral("read")), 1);
}

void tst_SourceExcerpt::aSectionNobodyWroteIsEmpty()
{
    QVERIFY(excerptOf(kCpp, SourceLanguage::Cpp, QStringLiteral("atomic")).lines.empty());
    QVERIFY(excerptOf(kCpp, SourceLanguage::Cpp, QString()).lines.empty());
    QVERIFY(excerptOf(QString(), SourceLanguage::Python, QStringLiteral("off")).lines.empty());
}

QTEST_APPLESS_MAIN(tst_SourceExcerpt)
#include "tst_source_excerpt.moc"
