// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/words.h"

#include <QTest>

using namespace interleave;

class tst_Words : public QObject
{
    Q_OBJECT

private slots:
    void longNumbersInASentenceAreGrouped_data();
    void longNumbersInASentenceAreGrouped();
};

void tst_Words::longNumbersInASentenceAreGrouped_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("grouped");
    const auto row = [](const char *name, const QString &sentence, const QString &grouped) {
        QTest::newRow(name) << sentence << grouped;
    };
    row("one", QStringLiteral("144199 increments were overwritten."),
        QStringLiteral("144\u202f199 increments were overwritten."));
    row("two", QStringLiteral("lost 10000, duplicated 1234567"),
        QStringLiteral("lost 10\u202f000, duplicated 1\u202f234\u202f567"));
    row("at the end", QStringLiteral("The counter shows 65536."),
        QStringLiteral("The counter shows 65\u202f536."));
    row("four digits", QStringLiteral("1999 of 2000"),
        QStringLiteral("1999 of 2000"));
    row("a name", QStringLiteral("run12345.ilv at counter.cpp:12345"),
        QStringLiteral("run12345.ilv at counter.cpp:12345"));
    row("a decimal", QStringLiteral("0.123456 s"),
        QStringLiteral("0.123456 s"));
    row("none", QStringLiteral("Every increment arrived."),
        QStringLiteral("Every increment arrived."));
}

void tst_Words::longNumbersInASentenceAreGrouped()
{
    QFETCH(QString, sentence);
    QFETCH(QString, grouped);
    QCOMPARE(words::grouped(sentence), grouped);
}

QTEST_APPLESS_MAIN(tst_Words)
#include "tst_words.moc"
