package org.jettyferry.changelog;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.ui.LoggerUIService;

/** Runs Liquibase without output and without any request to the network. */
final class LiquibaseScope {
    /** Kept here, because a logger without a strong reference is collected and loses its level. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    /** The mark of this program in the owner of a lock row; see {@link LockRow}. */
    static final String MARK = "#ferry-";

    private LiquibaseScope() {}

    /**
     * Runs work of Liquibase.
     *
     * @throws ChangeLogException if it fails
     */
    static <T> T call(Work<T> work) throws ChangeLogException {
        LOG.setLevel(Level.OFF);
        System.setProperty("liquibase.analytics.enabled", "false"); // it would report to its makers
        // read once, when Liquibase first writes a lock row
        System.setProperty(
                "liquibase.hostDescription",
                MARK.substring(1) + ProcessHandle.current().pid());
        try {
            return Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), work::run);
        } catch (ChangeLogException e) {
            throw e;
        } catch (Exception e) {
            throw new ChangeLogException(e);
        }
    }

    /** Work that may fail with anything, as Liquibase declares it. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Exception;
    }
}
