package org.jettyferry.changelog;

/**
 * A change set that has not run.
 *
 * @param name its file, id and author, as Liquibase writes them
 * @param file the change log of the site that leads to it
 * @param description what it does, in Liquibase's words
 * @param transactional whether it may run within a transaction; {@code runInTransaction} of the change set
 * @param statements how many statements it has on this database; 0 where they can't be counted beforehand
 * @param applied how many of them have run already
 * @param revertible whether it says, or Liquibase knows, how to take it back
 */
public record PendingChangeSet(
        String name,
        String file,
        String description,
        boolean transactional,
        int statements,
        int applied,
        boolean revertible) {}
