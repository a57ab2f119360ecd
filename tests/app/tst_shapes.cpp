// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/export_picture.h"
#include "app/paint/shapes.h"
#include "app/style/theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

Picture sample()
{
    const Theme theme = Theme::light();
    Picture picture;
    picture.size = {200, 100};
    picture.add(Box{.rect = {10, 10, 80, 40}, .radius = 6, .fill = theme.card, .stroke = theme.text, .id = QStringLiteral("actor/0")});
    picture.add(Label{.rect = {20, 10, 160, 40}, .text = QStringLiteral("Überschrieben: 5 → 4"), .color = theme.text,
                      .font = theme.font(13)});
    picture.add(Box{{40, 20, 20, 20}, 10, theme.loss, QColor(), 1, false, QStringLiteral("token")});
    return picture;
}

QImage painted(const Picture &picture, double ratio = 1)
{
    return pictureImage(picture, {QString(), Qt::white, ratio});
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_Shapes : public QObject
{
    Q_OBJECT

private slots:
    void theTopmostBoxIsFound();
    void anUnknownIdHasNoRectangle();
    void aHairlineIsOneSharpPixel_data();
    void aHairlineIsOneSharpPixel();
    void aBoxStaysWithinItsRectangle();
    void longTextIsElided();
    void anArrowPointsForward();
    void aPictureIsSaved_data();
    void aPictureIsSaved();
    void textInSvgIsText();
    void theSuffixIsExplained();
    void aMissingFolderIsSaid();
    void theClipboardHasPixelsAndSvg();
};

void tst_Shapes::theTopmostBoxIsFound()
{
    const Picture picture = sample();
    QCOMPARE(picture.idAt({50, 30}), QStringLiteral("token"));
    QCOMPARE(picture.idAt({12, 12}), QStringLiteral("actor/0"));
    QCOMPARE(picture.idAt({150, 90}), QString());
}

void tst_Shapes::anUnknownIdHasNoRectangle()
{
    QCOMPARE(sample().rectOf(QStringLiteral("actor/0")), QRectF(10, 10, 80, 40));
    QVERIFY(sample().rectOf(QStringLiteral("nobody")).isNull());
    QVERIFY(sample().rectOf(QString()).isNull());
}

void tst_Shapes::aHairlineIsOneSharpPixel_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("ratio");
    QTest::newRow("on an edge") << 20.0 << 1.0;
    QTest::newRow("between") << 20.4 << 1.0;
    QTest::newRow("high resolution") << 20.3 << 2.0;
    QTest::newRow("one and a half") << 20.0 << 1.5;
}

void tst_Shapes::aHairlineIsOneSharpPixel()
{
    QFETCH(double, x);
    QFETCH(double, ratio);
    Picture picture;
    picture.size = {40, 10};
    picture.add(Line{.from = {x, 0}, .to = {x, 10}, .color = Qt::black, .width = 1});
    const QImage image = painted(picture, ratio);
    int black = 0, grey = 0;
    for (int column = 0; column < image.width(); ++column) {
        const int value = qGray(image.pixel(column, image.height() / 2));
        black += value == 0 ? 1 : 0;
        grey += value > 0 && value < 255 ? 1 : 0;
    }
    QCOMPARE(black, qRound(ratio));
    QCOMPARE(grey, 0);
}

void tst_Shapes::aBoxStaysWithinItsRectangle()
{
    Picture picture;
    picture.size = {40, 40};
    picture.add(Box{{10, 10, 20, 20}, 0, QColor(), Qt::black, 3, false, QString()});
    const QImage image = painted(picture);
    QCOMPARE(image.pixelColor(9, 20), QColor(Qt::white));
    QCOMPARE(image.pixelColor(10, 20), QColor(Qt::black));
    QCOMPARE(image.pixelColor(12, 20), QColor(Qt::black));
    QCOMPARE(image.pixelColor(13, 20), QColor(Qt::white));
    QCOMPARE(image.pixelColor(29, 20), QColor(Qt::black));
    QCOMPARE(image.pixelColor(30, 20), QColor(Qt::white));
}

void tst_Shapes::longTextIsElided()
{
    Picture picture;
    picture.size = {200, 20};
    picture.add(Label{.rect = {0, 0, 60, 20}, .text = QString(50, QLatin1Char('W')), .color = Qt::black,
                      .font = Theme::light().font(13)});
    const QImage image = painted(picture);
    for (int x = 66; x < 200; ++x)
        for (int y = 0; y < 20; ++y)
            QCOMPARE(image.pixelColor(x, y), QColor(Qt::white));
}

void tst_Shapes::anArrowPointsForward()
{
    Picture picture;
    picture.size = {60, 40};
    QPainterPath path({5, 20});
    path.lineTo(40, 20);
    picture.add(Outline{path, QColor(), Qt::black, 2, false, true});
    const QImage image = painted(picture);
    const auto thickness = [&image](int x) {
        int dark = 0;
        for (int y = 0; y < image.height(); ++y)
            dark += qGray(image.pixel(x, y)) < 128 ? 1 : 0;
        return dark;
    };
    QVERIFY(thickness(30) > thickness(10)); // the head is broad behind
    QVERIFY(thickness(39) < thickness(30)); // and narrow at the tip
    QCOMPARE(thickness(44), 0);
}

void tst_Shapes::aPictureIsSaved_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
    QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF-");
    QTest::newRow("capitals") << QStringLiteral("PNG") << QByteArray("\x89PNG");
}

void tst_Shapes::aPictureIsSaved()
{
    QFETCH(QString, suffix);
    QFETCH(QByteArray, beginning);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.") + suffix);
    const Result<void> result = exportPicture(sample(), path, {QStringLiteral("A title"), Qt::white, 2});
    QVERIFY2(result.ok(), result.error().sentence.c_str());
    QVERIFY(contents(path).startsWith(beginning));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    if (suffix == QLatin1String("png"))
        QCOMPARE(QImage(path).size(), QSize(400, 200));
}

void tst_Shapes::textInSvgIsText()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.svg"));
    QVERIFY(exportPicture(sample(), path, {QStringLiteral("A title"), Qt::white, 2}).ok());
    const QString svg = QString::fromUtf8(contents(path));
    QVERIFY(svg.contains(QStringLiteral("Überschrieben: 5 → 4")));
    QVERIFY(svg.contains(QStringLiteral("<title>A title</title>")));
    QVERIFY(svg.contains(QStringLiteral("viewBox=\"0 0 200 100\"")));
}

void tst_Shapes::theSuffixIsExplained()
{
    const Result<void> result = exportPicture(sample(), QStringLiteral("figure.bmp"), {});
    QVERIFY(!result.ok());
    for (const char *suffix : {".png", ".svg", ".pdf"})
        QVERIFY(result.error().sentence.find(suffix) != std::string::npos);
    QVERIFY(!exportPicture({}, QStringLiteral("figure.svg"), {}).ok());
}

void tst_Shapes::aMissingFolderIsSaid()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("no/such/figure.svg"));
    const Result<void> result = exportPicture(sample(), path, {});
    QVERIFY(!result.ok());
    QVERIFY(QString::fromStdString(result.error().sentence).contains(QFileInfo(path).path()));
}

void tst_Shapes::theClipboardHasPixelsAndSvg()
{
    copyPicture(sample(), {QStringLiteral("A title"), Qt::white, 2});
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QVERIFY(data->hasFormat(QStringLiteral("image/svg+xml")));
}

QTEST_MAIN(tst_Shapes)
#include "tst_shapes.moc"
