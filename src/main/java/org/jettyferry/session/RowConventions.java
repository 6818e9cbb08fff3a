package org.jettyferry.session;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jettyferry.session.blob.BlobLayout;

/**
 * How one release of Jetty fills the columns of its session tables. The rows do not say by which release they were
 * written, and releases of one generation differ.
 *
 * @param release the release
 * @param generation the layout of the tables
 * @param intervalUnit the unit of column {@code maxInterval}: seconds up to 9.3, milliseconds from 9.4
 * @param rootContextPath column {@code contextPath} of the root web application: empty up to 11, {@code _} from 12.0
 * @param pathRule how all other context paths are stored
 * @param hostRule how virtual hosts are stored
 * @param sessionIndex whether this release creates {@code idx_JettySessions_session}. 12.1.6 does (read in its source),
 *     12.1.12 does not (seen on a node); the releases between were not read and are taken to be without it, which is
 *     harmless: a release that wants the index creates it when it starts
 * @param writes the layout of blob to write for this release; every release up to 9.4.12 reads any {@code Map}
 * @param reads the layouts of blob that this release can read
 * @param lastNodeRequired whether a NULL in column {@code lastNode} breaks the release: up to 9.3
 *     ({@code JDBCSessionManager.getSession} answers with a NullPointerException, HTTP 500)
 */
public record RowConventions(
        JettyRelease release,
        Generation generation,
        TimeUnit intervalUnit,
        String rootContextPath,
        PathRule pathRule,
        HostRule hostRule,
        boolean sessionIndex,
        BlobLayout writes,
        Set<BlobLayout> reads,
        boolean lastNodeRequired) {

    /** Keeps a copy of the set. */
    public RowConventions {
        reads = Set.copyOf(reads);
    }

    /**
     * The conventions of a release.
     *
     * @param release the release
     * @return how it fills its rows
     */
    public static RowConventions of(JettyRelease release) {
        boolean two = release.isAtLeast(9, 4, 0);
        boolean entries = release.isAtLeast(9, 4, 13);
        boolean twelve = release.isAtLeast(12, 0, 0);
        Set<BlobLayout> reads = EnumSet.of(BlobLayout.HASH_MAP, BlobLayout.UNMODIFIABLE_MAP);
        if (entries) {
            reads.add(BlobLayout.ENTRIES);
        }
        return new RowConventions(
                release,
                two ? Generation.TWO : Generation.ONE,
                two ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS,
                twelve ? "_" : "",
                pathRule(release),
                twelve ? HostRule.NAMES_ONLY : HostRule.AS_CONFIGURED,
                !release.isAtLeast(12, 1, 7),
                entries ? BlobLayout.ENTRIES : BlobLayout.HASH_MAP,
                reads,
                !two);
    }

    /**
     * The stored form of a context path.
     *
     * @param realPath the context path as it is configured in Jetty; {@code /} or empty is the root
     * @return the value of column {@code contextPath}
     */
    public String canonicalPath(String realPath) {
        return realPath.isEmpty() || realPath.equals("/") ? rootContextPath : pathRule.canonical(realPath);
    }

    private static PathRule pathRule(JettyRelease release) {
        if (release.isAtLeast(12, 0, 0)) {
            return PathRule.CANONICAL;
        }
        if (release.isAtLeast(9, 4, 31)) {
            return PathRule.ENCODED;
        }
        return release.isAtLeast(9, 4, 20) ? PathRule.SANITISED : PathRule.REPLACED;
    }
}
