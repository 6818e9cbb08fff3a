package org.jettyferry.testkit.store;

import java.util.Set;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;

/**
 * What a line of releases writes for the web applications of the corpus, as it was seen on its nodes. Said here in plain
 * words once more, and on purpose not taken from the code that is tested.
 */
public enum ReleaseFixture {
    JETTY_9_3("9.3", 1, "", "_w!e=i,r", "*.example.org", BlobLayout.HASH_MAP),
    JETTY_9_4_8("9.4.8", 2, "", "_w!e=i,r", "*.example.org", BlobLayout.HASH_MAP),
    JETTY_9_4("9.4", 2, "", "_w_e_i_r", "*.example.org", BlobLayout.ENTRIES),
    JETTY_11("11", 2, "", "_w_e_i_r", "*.example.org", BlobLayout.ENTRIES),
    JETTY_12("12", 2, "_", "_w_e_i_r", ".example.org", BlobLayout.ENTRIES);

    /** The only web application of the corpus whose path is not stored alike by all. */
    public static final String WEIRD_PATH = "/w!e=i,r";

    private final String release;
    private final int generation;
    private final String root;
    private final String weird;
    private final String wildcard;
    private final BlobLayout layout;

    ReleaseFixture(String release, int generation, String root, String weird, String wildcard, BlobLayout layout) {
        this.release = release;
        this.generation = generation;
        this.root = root;
        this.weird = weird;
        this.wildcard = wildcard;
        this.layout = layout;
    }

    public String release() {
        return release;
    }

    public int generation() {
        return generation;
    }

    /** The layout that Ferry is to write for it. */
    public BlobLayout layout() {
        return layout;
    }

    /** Returns whether this release reads a blob of the layout. */
    public boolean reads(BlobLayout stored) {
        return stored != BlobLayout.ENTRIES || layout == BlobLayout.ENTRIES;
    }

    /** The columns of its session table. */
    public java.util.List<SessionColumn> columns() {
        return java.util.Arrays.stream(SessionColumn.values())
                .filter(column -> generation == 1 || column != SessionColumn.ROW_ID)
                .toList();
    }

    /** Returns the context path that this release stores for one that another line stored; NULL is a root too. */
    public String contextPath(ReleaseFixture from, String stored) {
        if (stored == null || Set.of("", "/", "_").contains(stored)) {
            return root;
        }
        return stored.equals(from.weird) ? weird : stored;
    }

    /** Returns the virtual host that this release stores for one that another line stored. */
    public String virtualHost(ReleaseFixture from, String stored) {
        return stored.equals(from.wildcard) ? wildcard : stored;
    }
}
