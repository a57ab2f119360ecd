// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_html.h"

#include "app/sheet/sheet_style.h"
#include "app/style/theme.h"
#include "app/style/words.h"

#include <QXmlStreamWriter>

namespace interleave {

namespace {

QString dataUri(const QByteArray &svg)
{
    return QStringLiteral("data:image/svg+xml;base64,") + QString::fromLatin1(svg.toBase64());
}

QString className(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Wrong: return QStringLiteral("wrong");
    case Verdict::Kind::Chance: return QStringLiteral("chance");
    case Verdict::Kind::Right: return QStringLiteral("right");
    default: return QStringLiteral("unfinished");
    }
}

/// Writes elements; one call for each kind of block.
class HtmlWriter
{
public:
    explicit HtmlWriter(QByteArray *html) : m_xml(html) {}

    void write(const LabSheet &sheet)
    {
        m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>\n"));
        open("html");
        m_xml.writeAttribute(QStringLiteral("lang"), QStringLiteral("en"));
        head(sheet);
        open("body");
        header(sheet);
        for (const SheetSection &section : sheet.sections)
            write(section);
        element("footer", QStringLiteral("Made by Interleave from a recording of real processes."));
        close();
        close();
        m_xml.writeCharacters(QStringLiteral("\n"));
    }

private:
    void open(const char *name, const QString &kind = {})
    {
        m_xml.writeStartElement(QLatin1String(name));
        if (!kind.isEmpty())
            m_xml.writeAttribute(QStringLiteral("class"), kind);
    }
    /// Never as `<div/>`, which HTML takes for an opening.
    void close()
    {
        m_xml.writeCharacters(QString());
        m_xml.writeEndElement();
    }
    void element(const char *name, const QString &text, const QString &kind = {})
    {
        open(name, kind);
        m_xml.writeCharacters(text);
        close();
    }
    void line() { m_xml.writeCharacters(QStringLiteral("\n")); }

    /// Who has no pen may type.
    void editable(const QString &label)
    {
        m_xml.writeAttribute(QStringLiteral("contenteditable"), QStringLiteral("true"));
        m_xml.writeAttribute(QStringLiteral("role"), QStringLiteral("textbox"));
        m_xml.writeAttribute(QStringLiteral("aria-label"), label);
    }
    void meta(const char *name, const QString &content)
    {
        m_xml.writeEmptyElement(QStringLiteral("meta"));
        m_xml.writeAttribute(QStringLiteral("name"), QLatin1String(name));
        m_xml.writeAttribute(QStringLiteral("content"), content);
    }
    void head(const LabSheet &sheet)
    {
        open("head");
        m_xml.writeEmptyElement(QStringLiteral("meta"));
        m_xml.writeAttribute(QStringLiteral("charset"), QStringLiteral("utf-8"));
        meta("viewport", QStringLiteral("width=device-width, initial-scale=1"));
        meta("color-scheme", QStringLiteral("light"));
        meta("generator", QStringLiteral("Interleave"));
        element("title", sheet.title + QStringLiteral(", ") + sheet.subtitle);
        element("style", sheetStyle());
        close();
        line();
    }
    void header(const LabSheet &sheet)
    {
        open("header");
        open("div");
        element("h1", sheet.title);
        element("p", sheet.subtitle);
        close();
        open("div", QStringLiteral("name"));
        m_xml.writeCharacters(QStringLiteral("Name "));
        open("span");
        editable(QStringLiteral("Name"));
        close();
        close();
        close();
        line();
    }
    void write(const SheetSection &section)
    {
        open("section");
        m_xml.writeAttribute(QStringLiteral("id"), section.id);
        if (!section.title.isEmpty())
            element("h2", section.title);
        for (const SheetBlock &block : section.blocks)
            std::visit([this](const auto &one) { write(one); }, block);
        close();
        line();
    }

    void write(const SheetParagraph &paragraph) { element("p", paragraph.text); }

    void write(const SheetVerdict &block)
    {
        open("div", QStringLiteral("verdict ") + className(block.verdict.kind));
        if (!block.sign.size.isEmpty())
            image(block.sign, QString());
        open("div");
        element("p", block.verdict.headline, QStringLiteral("headline"));
        element("p", block.verdict.sentence);
        if (!block.grade.isEmpty())
            element("p", block.grade, QStringLiteral("quiet"));
        close();
        close();
    }
    void write(const SheetFacts &block)
    {
        open("div", QStringLiteral("tables"));
        for (const SheetFacts::Table &table : block.tables) {
            open("table");
            element("caption", table.title);
            for (const auto &[name, value] : table.facts) {
                open("tr");
                element("th", name);
                element("td", value);
                close();
            }
            close();
        }
        close();
        open("p", QStringLiteral("quiet"));
        m_xml.writeCharacters(QStringLiteral("Run it again: "));
        element("code", block.command);
        close();
    }
    void write(const SheetFigure &figure)
    {
        open("figure");
        image(figure.drawing, figure.title + QStringLiteral(". ") + figure.caption);
        open("figcaption");
        element("strong", figure.title + QLatin1Char('.'));
        m_xml.writeCharacters(QLatin1Char(' ') + figure.caption);
        close();
        close();
    }
    void image(const Drawing &drawing, const QString &inWords)
    {
        m_xml.writeEmptyElement(QStringLiteral("img"));
        m_xml.writeAttribute(QStringLiteral("src"), dataUri(svgOf(drawing, {.title = inWords, .background = {}})));
        m_xml.writeAttribute(QStringLiteral("alt"), inWords);
    }

    void badge(int actor)
    {
        open("b", QStringLiteral("badge"));
        m_xml.writeAttribute(
            QStringLiteral("style"),
            QStringLiteral("background:%1;color:%2").arg(m_theme.actor(actor).name(), m_theme.onActor(actor).name()));
        m_xml.writeCharacters(QString::number(actor + 1));
        close();
    }
    void write(const SheetStory &story)
    {
        open("table", QStringLiteral("story"));
        for (const SheetStory::Line &line : story.lines) {
            QStringList kinds;
            for (const auto &[holds, kind] : {std::pair(line.loss, "loss"), std::pair(line.within, "within"),
                                              std::pair(line.opens, "opens"), std::pair(line.remark, "remark")})
                if (holds)
                    kinds << QLatin1String(kind);
            open("tr", kinds.join(QLatin1Char(' ')));
            element("th", line.event == kNoEvent ? QString() : words::number(static_cast<qint64>(line.event) + 1));
            open("td");
            if (line.actor >= 0)
                badge(line.actor);
            close();
            element("td", (line.loss ? QStringLiteral("✕ ") : QString()) + line.text);
            close();
        }
        close();
    }

    void write(const SheetCode &code)
    {
        open("div", QStringLiteral("code"));
        for (const SheetCode::Column &column : code.columns)
            write(column);
        close();
        if (!code.key.isEmpty())
            element("p", QStringLiteral("Steps: ") + code.key, QStringLiteral("quiet"));
    }
    void write(const SheetCode::Column &column)
    {
        open("div");
        open("p");
        element("strong", column.title);
        m_xml.writeCharacters(QLatin1Char(' ') + column.aside);
        close();
        if (column.lines.empty())
            element("p", column.without, QStringLiteral("quiet"));
        open("ol");
        for (const SheetCode::Line &line : column.lines) {
            open("li", line.loss ? QStringLiteral("step loss") : line.step > 0 ? QStringLiteral("step") : QString());
            element("b", line.step > 0 ? QString::number(line.step) : QString());
            element("code", line.text);
            if (line.loss)
                element("i", QStringLiteral("✕"));
            close();
        }
        close();
        close();
    }
    void write(const SheetOrder &order)
    {
        open("p", QStringLiteral("order"));
        element("strong", QStringLiteral("Order of the steps."));
        if (order.cutBefore)
            m_xml.writeCharacters(QStringLiteral(" …"));
        for (const SheetOrder::Step &step : order.steps) {
            m_xml.writeCharacters(QStringLiteral(" "));
            open("span", step.lost ? QStringLiteral("loss") : QString());
            badge(step.actor);
            m_xml.writeCharacters(step.letter + (step.lost ? QStringLiteral("✕") : QString()));
            close();
        }
        if (order.cutAfter)
            m_xml.writeCharacters(QStringLiteral(" …"));
        close();
        element("p", order.key, QStringLiteral("quiet"));
    }
    void write(const SheetQuestion &question)
    {
        open("div", QStringLiteral("question"));
        element("p", question.text);
        open("div", QStringLiteral("answer"));
        editable(question.text);
        m_xml.writeAttribute(QStringLiteral("aria-multiline"), QStringLiteral("true"));
        for (int i = 0; i < question.lines; ++i)
            element("div", QString()); // a ruled line
        close();
        close();
    }

    QXmlStreamWriter m_xml;
    const Theme m_theme = Theme::print();
};

} // namespace

QByteArray sheetHtml(const LabSheet &sheet)
{
    QByteArray html;
    HtmlWriter(&html).write(sheet);
    return html;
}

} // namespace interleave
