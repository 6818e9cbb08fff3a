package org.jettyferry.node.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.node.answer.Html;
import org.jettyferry.node.answer.PageStyle;

/** Writes a page of titled tables, for a phone too. All text that it gets is plain, and is escaped here. */
final class HtmlReport {
    private static final String TABLES = "main{max-width:80rem;margin:auto;padding:1rem}"
            + "h1{margin:.5rem 0 0;font-size:1.5rem;line-height:1.25}.quiet{margin:.25rem 0 1rem;color:var(--quiet)}"
            + ".cards{columns:26rem;column-gap:1rem}"
            + "section{break-inside:avoid;margin:0 0 1rem;padding:1rem;overflow-x:auto;background:var(--card);"
            + "border:1px solid var(--line);border-radius:.5rem}"
            + "section.alarm{border-left:4px solid #c62f2f}"
            + "h2{margin:0 0 .5rem;font-size:1.125rem}"
            + "table{border-collapse:collapse;width:100%;font-size:.9375rem}"
            + "th,td{padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}"
            + "tr:first-child>*{border-top:0}th{font-weight:400;color:var(--quiet)}td.number{text-align:right;"
            + "font-variant-numeric:tabular-nums}"
            + "table.pairs th{width:40%}th,.rows td{overflow-wrap:normal}section>.quiet{margin:0}";

    private static final String NONE = "<p class=\"quiet\">none</p>";

    private final StringBuilder page = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param title its title and heading
     * @param below the line below the heading
     */
    HtmlReport(String title, String below) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(Html.text(title))
                .append("</title><style>")
                .append(PageStyle.RULES)
                .append(TABLES)
                .append("</style></head>\n<body><main><h1>")
                .append(Html.text(title))
                .append("</h1>\n<p class=\"quiet\">")
                .append(Html.text(below))
                .append("</p>\n<div class=\"cards\">");
    }

    /** Adds what needs a look, unless it is empty. */
    void alarm(String title, Map<String, ?> rows) {
        if (!rows.isEmpty()) {
            pairs(title, rows, "<section class=\"alarm\">");
        }
    }

    /** Adds names with their values. */
    void pairs(String title, Map<String, ?> rows) {
        pairs(title, rows, "<section>");
    }

    private void pairs(String title, Map<String, ?> rows, String begin) {
        begin(title, begin);
        if (rows.isEmpty()) {
            page.append(NONE);
        } else {
            page.append("<table class=\"pairs\">");
            rows.forEach((name, value) -> {
                page.append("<tr><th scope=\"row\">").append(Html.text(name)).append("</th>");
                cell(value);
                page.append("</tr>");
            });
            page.append("</table>");
        }
        end();
    }

    /** Adds a table. */
    void table(String title, List<String> columns, List<List<?>> rows) {
        begin(title, "<section>");
        if (rows.isEmpty()) {
            page.append(NONE);
            end();
            return;
        }
        page.append("<table class=\"rows\"><tr>");
        columns.forEach(column ->
                page.append("<th scope=\"col\">").append(Html.text(column)).append("</th>"));
        page.append("</tr>");
        for (List<?> row : rows) {
            page.append("<tr>");
            row.forEach(this::cell);
            page.append("</tr>");
        }
        page.append("</table>");
        end();
    }

    String end(String note) {
        return page.append("</div>\n<p class=\"quiet\">")
                .append(Html.text(note))
                .append("</p></main></body></html>\n")
                .toString();
    }

    private void begin(String title, String begin) {
        page.append(begin).append("<h2>").append(Html.text(title)).append("</h2>");
    }

    private void end() {
        page.append("</section>\n");
    }

    private void cell(Object value) {
        page.append(value instanceof Number ? "<td class=\"number\">" : "<td>")
                .append(Html.text(text(value)))
                .append("</td>");
    }

    private static String text(Object value) {
        String text = value instanceof List
                ? ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining("; "))
                : String.valueOf(value);
        return text.isEmpty() ? "-" : text;
    }
}
