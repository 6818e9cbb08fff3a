package org.jettyferry.store.detect;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;

/**
 * Guesses from the rows which line of releases wrote them. Releases of generation 2 differ in three columns:
 *
 * <pre>{@code
 *                          9.4 to 11     12
 *   root contextPath       ''            _
 *   wildcard virtualHost   *.x           .x
 *   cookieTime             0             createTime
 * }</pre>
 *
 * <p>Rows of both kinds mean that nodes of both lines have used the table; no release is then returned, and the
 * operator has to name it.
 *
 * @param release the newest release of the line; empty if the rows do not show it
 * @param reason of the guess
 * @param byRows whether it follows from the rows and not from the journal
 */
record ReleaseGuess(Optional<JettyRelease> release, String reason, boolean byRows) {
    private static final JettyRelease NINE_3 = JettyRelease.parse("9.3");
    private static final JettyRelease NINE_4 = JettyRelease.parse("9.4");
    private static final JettyRelease NINE_4_12 = JettyRelease.parse("9.4.12");
    private static final JettyRelease TWELVE = JettyRelease.parse("12");

    static ReleaseGuess of(Generation generation, TableStatistics statistics) {
        if (generation == Generation.ONE) {
            return new ReleaseGuess(Optional.of(NINE_3), "generation 1: 7 to 9.3 fill their rows alike", true);
        }
        List<TableStatistics.WebApp> webApps = statistics.webApps();
        if (webApps.isEmpty()) {
            return new ReleaseGuess(Optional.empty(), "the table is empty", true);
        }
        boolean upTo11 = webApps.stream().anyMatch(ReleaseGuess::upTo11);
        boolean from12 = webApps.stream().anyMatch(ReleaseGuess::from12);
        if (upTo11 && from12) {
            return new ReleaseGuess(
                    Optional.empty(),
                    "some rows are of 9.4 to 11 and some of 12: give --from and check the web applications",
                    true);
        }
        if (from12) {
            return new ReleaseGuess(
                    Optional.of(TWELVE), "rows are filled as Jetty 12 does (root path, hosts, cookieTime)", true);
        }
        boolean old = statistics.layouts().containsKey(BlobLayout.UNMODIFIABLE_MAP)
                && !statistics.layouts().containsKey(BlobLayout.ENTRIES);
        return new ReleaseGuess(
                Optional.of(old ? NINE_4_12 : NINE_4),
                "rows are filled as Jetty 9.4 to 11 do (root path, hosts, cookieTime)",
                true);
    }

    /**
     * Returns the release to which Ferry itself migrated the rows, unless nodes of the other line have filled some
     * since. Those name the root and wildcard hosts otherwise. {@code cookieTime} shows nothing here, because
     * migrations keep it.
     */
    static ReleaseGuess migrated(JettyRelease to, TableStatistics statistics) {
        boolean twelve = to.isAtLeast(12, 0, 0);
        boolean doubtful = to.isAtLeast(9, 4, 0)
                && statistics.webApps().stream().anyMatch(twelve ? ReleaseGuess::upTo11 : ReleaseGuess::namedBy12);
        return doubtful
                ? new ReleaseGuess(
                        Optional.empty(),
                        "Ferry migrated them to " + to + ", but nodes of " + (twelve ? "9.4 to 11" : "12")
                                + " have filled some since",
                        false)
                : new ReleaseGuess(Optional.of(to), "the journal says so", false);
    }

    private static boolean upTo11(TableStatistics.WebApp webApp) {
        return webApp.contextPath().isEmpty() || webApp.virtualHost().startsWith("*.");
    }

    private static boolean from12(TableStatistics.WebApp webApp) {
        return namedBy12(webApp) || webApp.cookieTimeIsCreateTime() > 0;
    }

    private static boolean namedBy12(TableStatistics.WebApp webApp) {
        return webApp.contextPath().equals("_") || webApp.virtualHost().startsWith(".");
    }
}
