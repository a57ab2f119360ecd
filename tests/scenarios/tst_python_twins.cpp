// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/catalog.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

using namespace interleave;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString sourceOf(const ScenarioInfo &scenario)
{
    return QStringLiteral(INTERLEAVE_SOURCE_DIR "/scenarios/") + text(scenario.source);
}

QString twinOf(const ScenarioInfo &scenario)
{
    return QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/python/") + text(scenario.python);
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

/// The lines between `#[section` and `#]`; `comment` is "#" or "//".
QStringList excerpt(const QString &path, const QString &comment, const QString &section)
{
    QStringList found;
    bool inside = false;
    for (const QString &line : linesOf(path)) {
        if (line.trimmed() == comment + QLatin1Char(']'))
            inside = false;
        if (inside)
            found.append(line);
        if (line.trimmed() == comment + QLatin1Char('[') + section)
            inside = true;
    }
    return found;
}

/// The steps marked at the ends of lines, in order.
QStringList steps(const QStringList &lines, const QString &comment)
{
    const QRegularExpression mark(QRegularExpression::escape(comment) + QStringLiteral("@([a-z-]+)$"));
    QStringList found;
    for (const QString &line : lines)
        if (const auto match = mark.match(line); match.hasMatch())
            found.append(match.captured(1));
    return found;
}

bool isSubsequence(const QStringList &part, const QStringList &whole)
{
    qsizetype next = 0;
    for (const QString &step : whole)
        if (next < part.size() && part[next] == step)
            ++next;
    return next == part.size();
}

const QString kPython = QStandardPaths::findExecutable(QStringLiteral("python3"));

/// What it printed, or what it complained of.
QString outputOf(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(kPython, arguments);
    process.waitForFinished(60'000);
    return QString::fromUtf8(process.readAll());
}

} // namespace

class tst_PythonTwins : public QObject
{
    Q_OBJECT

private slots:
    void everyScenarioHasATwin_data() { scenarios(); }
    void everyScenarioHasATwin();
    void everyModeIsInBothOrSaysWhyNot_data() { modes(); }
    void everyModeIsInBothOrSaysWhyNot();
    void theStepsOfATwinAreStepsOfTheScenarioInTheSameOrder_data() { modes(); }
    void theStepsOfATwinAreStepsOfTheScenarioInTheSameOrder();
    void aTwinTellsHowOftenItGoesWrong_data() { scenarios(); }
    void aTwinTellsHowOftenItGoesWrong();
    void aTwinIsPython_data() { scenarios(); }
    void aTwinIsPython();
    void aTwinTakesTheParametersOfItsScenario_data() { scenarios(); }
    void aTwinTakesTheParametersOfItsScenario();
    void aProtectedTwinIsRight_data();
    void aProtectedTwinIsRight();

private:
    static void scenarios();
    static void modes();
};

void tst_PythonTwins::scenarios()
{
    QTest::addColumn<QString>("id");
    for (const ScenarioInfo *scenario : catalog())
        QTest::newRow(scenario->id.data()) << text(scenario->id);
}

void tst_PythonTwins::modes()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("mode");
    for (const ScenarioInfo *scenario : catalog())
        for (const ModeInfo &mode : scenario->modes)
            QTest::addRow("%s, %s", scenario->id.data(), mode.id.data()) << text(scenario->id) << text(mode.id);
}

void tst_PythonTwins::everyScenarioHasATwin()
{
    QFETCH(QString, id);
    const ScenarioInfo &scenario = *findScenario(id.toStdString());
    QVERIFY(QFile::exists(sourceOf(scenario)));
    QVERIFY(QFile::exists(twinOf(scenario)));
}

void tst_PythonTwins::everyModeIsInBothOrSaysWhyNot()
{
    QFETCH(QString, id);
    QFETCH(QString, mode);
    const ScenarioInfo &scenario = *findScenario(id.toStdString());
    const ModeInfo &info = *scenario.mode(mode.toStdString());
    const QString section = text(info.section);
    QVERIFY(!section.isEmpty());
    QVERIFY(!excerpt(sourceOf(scenario), QStringLiteral("//"), section).isEmpty());
    QCOMPARE(excerpt(twinOf(scenario), QStringLiteral("#"), section).isEmpty(), !info.python.empty());
}

void tst_PythonTwins::theStepsOfATwinAreStepsOfTheScenarioInTheSameOrder()
{
    QFETCH(QString, id);
    QFETCH(QString, mode);
    const ScenarioInfo &scenario = *findScenario(id.toStdString());
    const ModeInfo &info = *scenario.mode(mode.toStdString());
    if (!info.python.empty())
        return;
    const QString section = text(info.section);
    const QStringList ours = steps(excerpt(sourceOf(scenario), QStringLiteral("//"), section), QStringLiteral("//"));
    const QStringList twins = steps(excerpt(twinOf(scenario), QStringLiteral("#"), section), QStringLiteral("#"));
    QVERIFY(twins.size() >= 3);
    QVERIFY2(isSubsequence(twins, ours),
             qPrintable(twins.join(QLatin1Char(' ')) + QStringLiteral(" / ") + ours.join(QLatin1Char(' '))));
    // What Python does within one line (a Value's own lock) is the only thing that may be missing there.
    for (const QString &step : ours)
        QVERIFY2(twins.contains(step) || (step.startsWith(QLatin1String("lock-")) && mode == QLatin1String("per-access")),
                 qPrintable(step));
}

void tst_PythonTwins::aTwinTellsHowOftenItGoesWrong()
{
    QFETCH(QString, id);
    const QString all = linesOf(twinOf(*findScenario(id.toStdString()))).join(QLatin1Char('\n'));
    const auto match = QRegularExpression(QStringLiteral("goes wrong in (\\d+) of 20 runs")).match(all);
    QVERIFY(match.hasMatch());
    QVERIFY(match.captured(1).toInt() >= 19);
}

void tst_PythonTwins::aTwinIsPython()
{
    QFETCH(QString, id);
    if (kPython.isEmpty())
        QSKIP("there is no python3 here");
    const QString complaint = outputOf({QStringLiteral("-c"),
                                        QStringLiteral("import ast, sys; ast.parse(open(sys.argv[1]).read())"),
                                        twinOf(*findScenario(id.toStdString()))});
    QCOMPARE(complaint, QString());
}

void tst_PythonTwins::aTwinTakesTheParametersOfItsScenario()
{
    QFETCH(QString, id);
    if (kPython.isEmpty())
        QSKIP("there is no python3 here");
    const ScenarioInfo &scenario = *findScenario(id.toStdString());
    const QString help = outputOf({twinOf(scenario), QStringLiteral("--help")});
    for (const ParameterInfo &parameter : scenario.parameters)
        QVERIFY2(help.contains(QStringLiteral("--") + text(parameter.name)), qPrintable(help));
    for (const ModeInfo &mode : scenario.modes)
        QCOMPARE(help.contains(QRegularExpression(QStringLiteral("[{,]") + text(mode.id) + QStringLiteral("[,}]"))),
                 mode.python.empty());
}

void tst_PythonTwins::aProtectedTwinIsRight_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QStringList>("sizes");
    QTest::addColumn<QString>("result");
    QTest::newRow("counter") << "counter" << "on" << QStringList{"--processes", "3", "--increments", "500"} << "counter: 1500 of 1500\n";
    QTest::newRow("queue") << "queue" << "on"
                           << QStringList{"--producers", "3", "--consumers", "2", "--messages", "200", "--capacity", "4"}
                           << "queue: 600 of 600, duplicated 0\n";
    QTest::newRow("queue of one") << "queue" << "on"
                                  << QStringList{"--producers", "1", "--consumers", "3", "--messages", "50", "--capacity", "1"}
                                  << "queue: 50 of 50, duplicated 0\n";
    QTest::newRow("list") << "list" << "on" << QStringList{"--processes", "3", "--appends", "300"} << "list: 900 of 900\n";
    QTest::newRow("deadlock") << "deadlock" << "same" << QStringList{"--processes", "3", "--transfers", "300"}
                              << "deadlock: 900 of 900, 200 in both\n";
    QTest::newRow("philosophers, lower first") << "philosophers" << "ordered" << QStringList{"--n", "3", "--meals", "300"}
                                               << "philosophers: 900 of 900\n";
    QTest::newRow("philosophers, with a waiter") << "philosophers" << "waiter" << QStringList{"--n", "3", "--meals", "300"}
                                                 << "philosophers: 900 of 900\n";
}

void tst_PythonTwins::aProtectedTwinIsRight()
{
    QFETCH(QString, id);
    QFETCH(QString, mode);
    QFETCH(QStringList, sizes);
    QFETCH(QString, result);
    if (kPython.isEmpty())
        QSKIP("there is no python3 here");
    QCOMPARE(outputOf(QStringList{twinOf(*findScenario(id.toStdString())), "--sync", mode} + sizes), result);
}

QTEST_GUILESS_MAIN(tst_PythonTwins)
#include "tst_python_twins.moc"
