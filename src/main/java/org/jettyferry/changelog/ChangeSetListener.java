package org.jettyferry.changelog;

/** Hears which change set runs. */
@FunctionalInterface
public interface ChangeSetListener {
    /**
     * A change set begins.
     *
     * @param name its file, id and author, as Liquibase writes them
     */
    void begins(String name);
}
