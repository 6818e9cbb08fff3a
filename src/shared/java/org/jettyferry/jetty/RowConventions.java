package org.jettyferry.jetty;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one release of Jetty fills the columns of its session tables. Rows do not say which release wrote them, and
 * releases of one generation differ. All of it follows from the release; the package description has it as a table.
 * Immutable.
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
     * Returns the conventions of a release.
     *
     * @param release the release
     * @return how it fills its rows
     */
    public static RowConventions of(JettyRelease release) {
        return new RowConventions(release);
    }

    /** Returns the release. */
    public JettyRelease release() {
        return release;
    }

    /** Returns the layout of the tables. */
    public Generation generation() {
        return generation;
    }

    /**
     * Returns the unit of column {@code maxInterval}: seconds up to 9.3 ({@code JDBCSessionManager.storeSession} writes
     * {@code getMaxInactiveInterval}), milliseconds from 9.4 ({@code JDBCSessionDataStore.doInsert} writes {@code
     * getMaxInactiveMs}). A value in the wrong unit ends a session of 30 minutes after 1.8 seconds, or after three
     * weeks.
     */
    public TimeUnit intervalUnit() {
        return generation == Generation.TWO ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
    }

    /**
     * Returns column {@code contextPath} of the root web application: empty up to 11, {@code _} from 12.0
     * ({@code SessionContext.canonicalize}; observed on 11.0.26 and 12.0.31).
     */
    public String rootContextPath() {
        return twelve ? "_" : "";
    }

    /** Returns how all other context paths are stored. */
    public PathRule pathRule() {
        return pathRule;
    }

    /** Returns how virtual hosts are stored. */
    public VirtualHostRule hostRule() {
        return twelve ? VirtualHostRule.NAMES_ONLY : VirtualHostRule.AS_CONFIGURED;
    }

    /**
     * Returns whether this release creates {@code idx_JettySessions_session}. 12.1.6 does (read in its source), 12.1.12
     * does not (observed on a node). The releases between were not read; they are assumed not to create it, which is
     * harmless, because a release that wants the index creates it when it starts.
     */
    public boolean sessionIndex() {
        return !release.isAtLeast(12, 1, 7);
    }

    /**
     * Returns the layout of blob to write for this release. 9.4.0 to 9.4.12 write UNMODIFIABLE_MAP themselves, but read
     * any {@code Map}, so HASH_MAP serves them.
     */
    public BlobLayout writes() {
        return entries ? BlobLayout.ENTRIES : BlobLayout.HASH_MAP;
    }

    /** Returns the layouts of blob that this release can read. */
    public Set<BlobLayout> reads() {
        Set<BlobLayout> reads = EnumSet.of(BlobLayout.HASH_MAP, BlobLayout.UNMODIFIABLE_MAP);
        if (entries) {
            reads.add(BlobLayout.ENTRIES);
        }
        return Collections.unmodifiableSet(reads);
    }

    /**
     * Returns whether a NULL in column {@code lastNode} breaks the release: it does up to 9.3, where
     * {@code JDBCSessionManager.getSession} throws a NullPointerException and the request fails with HTTP 500.
     */
    public boolean lastNodeRequired() {
        return generation == Generation.ONE;
    }

    /**
     * Returns the stored form of a context path.
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
