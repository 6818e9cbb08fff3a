package org.jettyferry.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The report as a page. */
class HtmlReportTest {
    @Test
    void everyTextIsEscaped() {
        String page = HtmlReports.mixed().html();

        assertThat(page)
                .doesNotContain("<script", "alert('x')")
                .contains("<h2>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;</h2>")
                .contains("<p>&lt;script&gt;");
        assertThat(HtmlReport.escaped("a<b>&\"'")).isEqualTo("a&lt;b&gt;&amp;&quot;&#39;");
    }

    @Test
    void itNeedsNothingButItself() {
        String page = HtmlReports.mixed().html();

        assertThat(page)
                .contains("default-src 'none'", "name=\"viewport\"", "prefers-color-scheme: dark")
                .doesNotContain("http://", "https://", "src=", "href=", "url(", "@import");
    }

    @Test
    void eachSchemaHasABarWithItsClosedPart() {
        String page = HtmlReports.mixed().html();

        // 5 s in all: closed from 0.2 s to 0.9 s, and from 2.2 s until now
        assertThat(page)
                .contains("<rect class=\"time\" x=\"0.000%\" width=\"30.000%\"")
                .contains("<rect class=\"closed\" x=\"4.000%\" width=\"14.000%\"")
                .contains("<rect class=\"closed\" x=\"44.000%\" width=\"56.000%\"")
                .contains(
                        "closed for 0.70 s · requests parked 5,678 · requests refused 4 · sessions 1,234 · sessions refused 3 · updates 2")
                .contains("CLOSED, and nobody serves them: shop_2", "5 s later");
    }

    @Test
    void aRunWithoutSchemataIsAPageToo() {
        assertThat(HtmlReports.of().html()).contains("0 of 0 schemata moved").endsWith("</html>\n");
    }
}
