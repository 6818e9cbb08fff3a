package org.jettyferry.store.detect;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;

/**
 * Tells from the rows by which line of releases they were written. The releases of generation 2 differ in the root web
 * application ({@code ''} up to 11, {@code _} from 12), in wildcard hosts ({@code *.x} and {@code .x}), and in
 * {@code cookieTime} (0 up to 11, {@code createTime} from 12).
 *
 * @param release the newest release of the line, or empty where the rows don't tell
 * @param reason why
 * @param byRows whether the rows told it, and not the journal
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
            return new ReleaseGuess(Optional.empty(), "there is no row to tell by", true);
        }
        boolean upTo11 = webApps.stream().anyMatch(ReleaseGuess::upTo11);
        boolean from12 = webApps.stream().anyMatch(ReleaseGuess::from12);
        if (upTo11 && from12) {
            return new ReleaseGuess(
                    Optional.empty(),
                    "the rows speak for both 9.4 to 11 and 12: say --from and check the web applications",
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
     * What Ferry itself has migrated the rows to is known better than they can tell, but for one thing: nodes of the
     * other line may have been started on the table since. They give the root and wildcard hosts other names; a {@code
     * cookieTime} tells nothing, because it is kept on every way.
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
