package org.jettyferry.jetty;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one release of Jetty fills the columns of its session tables. The rows do not say by which release they were
 * written, and releases of one generation differ. All of it follows from the release. Immutable.
 */
public final class RowConventions {
    private final JettyRelease release;
    private final Generation generation;
    private final PathRule pathRule;
    private final boolean entries;
    private final boolean twelve;

    private RowConventions(JettyRelease release) {
        this.release = release;
        this.generation = Generation.of(release);
        this.pathRule = pathRule(release);
        this.entries = release.isAtLeast(9, 4, 13);
        this.twelve = release.isAtLeast(12, 0, 0);
    }

    /**
     * The conventions of a release.
     *
     * @param release the release
     * @return how it fills its rows
     */
    public static RowConventions of(JettyRelease release) {
        return new RowConventions(release);
    }

    /** The release. */
    public JettyRelease release() {
        return release;
    }

    /** The layout of the tables. */
    public Generation generation() {
        return generation;
    }

    /** The unit of column {@code maxInterval}: seconds up to 9.3, milliseconds from 9.4. */
    public TimeUnit intervalUnit() {
        return generation == Generation.TWO ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
    }

    /** Column {@code contextPath} of the root web application: empty up to 11, {@code _} from 12.0. */
    public String rootContextPath() {
        return twelve ? "_" : "";
    }

    /** How all other context paths are stored. */
    public PathRule pathRule() {
        return pathRule;
    }

    /** How virtual hosts are stored. */
    public VirtualHostRule hostRule() {
        return twelve ? VirtualHostRule.NAMES_ONLY : VirtualHostRule.AS_CONFIGURED;
    }

    /**
     * Whether this release creates {@code idx_JettySessions_session}. 12.1.6 does (read in its source), 12.1.12 does
     * not (seen on a node); the releases between were not read and are taken to be without it, which is harmless: a
     * release that wants the index creates it when it starts.
     */
    public boolean sessionIndex() {
        return !release.isAtLeast(12, 1, 7);
    }

    /** The layout of blob to write for this release; every release up to 9.4.12 reads any {@code Map}. */
    public BlobLayout writes() {
        return entries ? BlobLayout.ENTRIES : BlobLayout.HASH_MAP;
    }

    /** The layouts of blob that this release can read. */
    public Set<BlobLayout> reads() {
        Set<BlobLayout> reads = EnumSet.of(BlobLayout.HASH_MAP, BlobLayout.UNMODIFIABLE_MAP);
        if (entries) {
            reads.add(BlobLayout.ENTRIES);
        }
        return Collections.unmodifiableSet(reads);
    }

    /**
     * Whether a NULL in column {@code lastNode} breaks the release: up to 9.3 ({@code JDBCSessionManager.getSession}
     * answers with a NullPointerException, HTTP 500).
     */
    public boolean lastNodeRequired() {
        return generation == Generation.ONE;
    }

    /**
     * The stored form of a context path.
     *
     * @param realPath the context path as it is configured in Jetty; {@code /} or empty is the root
     * @return the value of column {@code contextPath}
     */
    public String canonicalPath(String realPath) {
        return realPath.isEmpty() || realPath.equals("/") ? rootContextPath() : pathRule.canonical(realPath);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowConventions && release.equals(((RowConventions) other).release);
    }

    @Override
    public int hashCode() {
        return release.hashCode();
    }

    @Override
    public String toString() {
        return "rows of Jetty " + release;
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
