package org.jettyferry.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.jettyferry.testkit.browser.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. */
class HtmlReportIT {
    @Test
    void aBrowserShowsAllOfIt(@TempDir Path directory) {
        Optional<Path> program = Chromium.find();
        if (program.isEmpty()) {
            System.err.println("SKIPPED the report in a real browser: there is no Chromium on the path");
        }
        assumeTrue(program.isPresent(), "there is no Chromium on the path");
        Path file = directory.resolve("report.html");
        HtmlReports.mixed().write(file);

        try (Chromium browser = Chromium.start(program.get())) {
            browser.open(file.toUri());
            assertThat(browser.text())
                    .contains("Rolling upgrade 20261130120000000: blue to green", "shop_2", "failed, closed")
                    .contains(HtmlReports.EVIL, "CLOSED, and nobody serves them: shop_2");
        }
    }
}
