// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

/// An option as the help of its command shows it.
struct Option {
    QString name; ///< "--set", or "-o" where that is how one writes it
    bool hasValue = false;
};

/// The names of all commands, as `interleave --help` shows them.
QStringList commandNames()
{
    static const QRegularExpression line(QStringLiteral("^  interleave ([a-z]+)\\b"),
                                         QRegularExpression::MultilineOption);
    QStringList names;
    for (const auto &match : line.globalMatch(QString::fromUtf8(ask({QStringLiteral("--help")}).out)))
        names << match.captured(1);
    return names;
}

/// What there is besides --help. Of the window they stand in no help.
QList<Option> optionsOf(const QString &command)
{
    if (command.isEmpty())
        return {
            {QStringLiteral("--scenario"), true}, {QStringLiteral("--present")}, {QStringLiteral("--reset-settings")}};
    static const QRegularExpression line(QStringLiteral("^  (-\\w, )?(--[\\w-]+)( <[^>]+>)?"),
                                         QRegularExpression::MultilineOption);
    QList<Option> options;
    for (const auto &match : line.globalMatch(QString::fromUtf8(ask({command, QStringLiteral("--help")}).out)))
        if (match.captured(2) != QLatin1String("--help"))
            options << Option{match.captured(1).isEmpty() ? match.captured(2) : match.captured(1).chopped(2),
                              !match.captured(3).isEmpty()};
    return options;
}

/// Right arguments of a command, to which a wrong one is added; a recording is FILE, a name to write to is OUT.
QStringList rightArguments(const QString &command)
{
    static const QMap<QString, const char *> all{
        {QStringLiteral("list"), "list"},
        {QStringLiteral("run"), "run counter --set increments=10"},
        {QStringLiteral("sweep"), "sweep counter --set processes=1..2 --set increments=10"},
        {QStringLiteral("explore"), "explore counter --set increments=1"},
        {QStringLiteral("replay"), "replay FILE"},
        {QStringLiteral("analyze"), "analyze FILE"},
        {QStringLiteral("compare"), "compare FILE FILE"},
        {QStringLiteral("transcript"), "transcript FILE"},
        {QStringLiteral("chart"), "chart FILE value"},
        {QStringLiteral("picture"), "picture FILE window"},
        {QStringLiteral("export"), "export FILE"},
        {QStringLiteral("doctor"), "doctor"},
        {QString(), ""}};
    return words(all.value(command, "?"));
}

/// A value that is right where the option is given once.
QString rightValue(const QString &command, const QString &option)
{
    static const QMap<QString, QString> values{
        {QStringLiteral("--sync"), QStringLiteral("on")},
        {QStringLiteral("--pace"), QStringLiteral("bare")},
        {QStringLiteral("--window"), QStringLiteral("none")},
        {QStringLiteral("--repeat"), QStringLiteral("2")},
        {QStringLiteral("--seed"), QStringLiteral("1")},
        {QStringLiteral("--schedule"), QStringLiteral("v1;counter;off;increments=1,processes=2;ABAB")},
        {QStringLiteral("--preemptions"), QStringLiteral("1")},
        {QStringLiteral("--deaths"), QStringLiteral("1")},
        {QStringLiteral("--limit"), QStringLiteral("10")},
        {QStringLiteral("--timeout"), QStringLiteral("10s")},
        {QStringLiteral("--record"), QStringLiteral("OUT.ilv")},
        {QStringLiteral("--expect"), QStringLiteral("correct")},
        {QStringLiteral("--from"), QStringLiteral("1")},
        {QStringLiteral("--to"), QStringLiteral("2")},
        {QStringLiteral("--width"), QStringLiteral("85")},
        {QStringLiteral("--at"), QStringLiteral("1")},
        {QStringLiteral("--size"), QStringLiteral("1280x660")},
        {QStringLiteral("--tab"), QStringLiteral("why")},
        {QStringLiteral("--theme"), QStringLiteral("dark")},
        {QStringLiteral("--scenario"), QStringLiteral("counter")},
        {QStringLiteral("--set"), QStringLiteral("processes=2")},
    };
    if (option == QLatin1String("-o"))
        return command == QLatin1String("export") ? QStringLiteral("OUT.csv") : QStringLiteral("OUT.svg");
    return values.value(option);
}

bool mayBeRepeated(const QString &command, const QString &option)
{
    const bool measures = command == QLatin1String("run") || command == QLatin1String("sweep")
        || command == QLatin1String("explore");
    return measures
        && (option == QLatin1String("-o") || option == QLatin1String("--set")
            || (option == QLatin1String("--sync") && command == QLatin1String("sweep")));
}

/// A recording may have any name, one that looks like a number as well.
bool takesAnyText(const QString &option)
{
    return option == QLatin1String("--record");
}

} // namespace

/// Every option of every command, as the help shows them, used in every wrong way: the arguments are wrong (2), one
/// sentence says so, and nothing has been done.
class tst_Options : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wrongUsesAreAnsweredWithASentence_data();
    void wrongUsesAreAnsweredWithASentence();

private:
    QTemporaryDir m_folder;
    QString m_file;
};

void tst_Options::initTestCase()
{
    m_file = m_folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask(words("run counter --set increments=10 --record") + QStringList(m_file)).status, 0);
}

void tst_Options::wrongUsesAreAnsweredWithASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QStringList commands = commandNames();
    QVERIFY(commands.size() >= 10);
    for (const QString &command : commands << QString()) {
        const QStringList right = rightArguments(command);
        const auto add = [&](const QString &what, const QStringList &wrong) {
            const bool needsName = command == QLatin1String("chart") || command == QLatin1String("picture");
            const QStringList name = needsName && !what.startsWith(QLatin1String("-o")) ? words("-o OUT.png")
                                                                                        : QStringList();
            QTest::newRow(qPrintable(command + QLatin1Char(' ') + what)) << right + name + wrong;
        };
        add(QStringLiteral("--unheard-of"), {QStringLiteral("--unheard-of")});
        add(QStringLiteral("-Z"), {QStringLiteral("-Z")});
        for (const Option &option : optionsOf(command)) {
            const QString &name = option.name;
            if (!option.hasValue) {
                add(name + QStringLiteral("=1"), {name + QStringLiteral("=1")});
                continue;
            }
            const QString value = rightValue(command, name);
            QVERIFY2(!value.isEmpty(), qPrintable(QStringLiteral("say what is right for ") + name));
            add(name + QStringLiteral(" without a value"), {name});
            add(name + QStringLiteral(" with an empty one"), {name, QString()});
            if (!mayBeRepeated(command, name))
                add(name + QStringLiteral(" twice"), {name, value, name, value});
            if (takesAnyText(name))
                continue;
            for (const char *nonsense :
                 {"unheard-of", "99999999999999999999", "-1", "1e400", "nan", "0x10", "1.5", " "})
                add(name + QLatin1Char(' ') + QLatin1String(nonsense), {name, QLatin1String(nonsense)});
        }
    }
}

void tst_Options::wrongUsesAreAnsweredWithASentence()
{
    QFETCH(QStringList, arguments);
    for (QString &argument : arguments)
        argument.replace(QLatin1String("FILE"), m_file)
            .replace(QLatin1String("OUT"), m_folder.filePath(QStringLiteral("out")));
    const Answer answer = ask(arguments);
    const QByteArray where = "status " + QByteArray::number(answer.status) + ": " + answer.error + answer.out.left(200);
    QVERIFY2(answer.status == 2, where.constData());
    QVERIFY2(answer.error.startsWith("interleave: ") && answer.error.count('\n') == 1, where.constData());
    QVERIFY2(answer.error.endsWith(".\n") || answer.error.endsWith("?\n"), where.constData());
    QVERIFY2(answer.out.isEmpty(), where.constData());
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("a.ilv")));
}

QTEST_GUILESS_MAIN(tst_Options)
#include "tst_options.moc"
