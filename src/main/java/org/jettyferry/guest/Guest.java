package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/**
 * A node's access to one session store: what it knows of the tables, shared by all its connections. Thread-safe. A
 * statement takes the translation that is in force when it is executed.
 */
final class Guest {
    private static final Logger LOG = Logger.getLogger("org.jettyferry.guest");

    private final GuestOptions options;
    private final StatementReader statements;
    private final Presence presence;
    private final Buffers buffers = new Buffers();

    @SuppressWarnings("ThreadLocalUsage") // of each store one, and a node has few
    private final ThreadLocal<SeenBlob> seen = ThreadLocal.withInitial(SeenBlob::new);

    private volatile String store = "";
    private volatile @Nullable Translation translation;

    /**
     * Makes one; connects at the first connection that it wraps.
     *
     * @param options of the site
     * @param lender of connections of the vendor's driver, to show others that there is a guest
     */
    Guest(GuestOptions options, Lender lender) {
        this.options = options;
        this.presence = new Presence(lender);
        this.statements = new StatementReader(options.names());
    }

    /**
     * Wraps a connection of the vendor's driver. The first one looks at the tables.
     *
     * @throws SQLException if a guest cannot work on them; the connection is closed then
     */
    Connection wrap(Connection real) throws SQLException {
        try {
            if (translation == null) {
                start(real);
            }
            return GuestConnection.of(this, real);
        } catch (SQLException | RuntimeException e) {
            real.close();
            throw e;
        }
    }

    /** Ends it: others no longer see it. Its connections stay as they are. */
    void end() {
        presence.end();
    }

    TableNames names() {
        return options.names();
    }

    StatementReader statements() {
        return statements;
    }

    Buffers buffers() {
        return buffers;
    }

    /** Returns what the thread that calls has seen last. */
    SeenBlob seen() {
        return seen.get();
    }

    /** Learns the worker name of this node from what it saves. */
    void saves(@Nullable String worker) {
        presence.show(store, worker);
    }

    /** Returns the translation that is in force. */
    Translation translation() {
        Translation now = translation;
        if (now == null) {
            throw new IllegalStateException("The session tables were not looked at.");
        }
        return now;
    }

    /**
     * Looks at the tables anew, after a statement has met what it did not expect.
     *
     * @param before the translation that the statement was written for
     * @return the translation that is in force now; the same one if the tables have not changed
     */
    Translation lookAgain(Connection real, Translation before) throws SQLException {
        if (!translation().isFor(before.form())) {
            return translation();
        }
        synchronized (this) {
            if (translation().isFor(before.form())) {
                StoreForm form = new StoreLook(real, options.names()).form();
                if (!before.isFor(form)) {
                    LOG.log(Level.INFO, "The session tables are of {0} now; they were of {1}.", new Object[] {
                        form, before.form()
                    });
                    translation = Translation.of(form, release(), options);
                }
            }
            return translation();
        }
    }

    private synchronized void start(Connection real) throws SQLException {
        if (translation != null) {
            return;
        }
        JettyRelease node = release();
        StoreLook look = new StoreLook(real, options.names());
        StoreForm form = look.form();
        if (form.generation() == Generation.TWO && options.rows().isEmpty()) {
            look.requireReadable(RowConventions.of(node));
        }
        store = look.store();
        translation = Translation.of(form, node, options);
        LOG.log(Level.INFO, "This node of Jetty {0} is a guest: the session tables are of {1}.", new Object[] {
            node, form
        });
    }

    private JettyRelease release() throws SQLException {
        JettyRelease node = options.release().isPresent() ? options.release().get() : RunningJetty.release();
        if (!node.isAtLeast(9, 4, 0) || node.isUntested()) {
            throw Refusal.of("a guest is a node of Jetty 9.4 to 12.1, and this is " + node
                    + (node.isUntested() ? "; where that is right, set ferry.release=12.1" : ""));
        }
        return node;
    }
}
