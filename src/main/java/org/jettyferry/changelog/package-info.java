/**
 * Runs Liquibase. No other room names a class of it.
 *
 * <p>{@link org.jettyferry.changelog.InternalChangeLog} runs Ferry's own change sets for the registry.
 * {@link org.jettyferry.changelog.ChangeLogSession} runs those of a site, and does three things that Liquibase does not:
 *
 * <ul>
 *   <li><b>All or nothing where DDL is transactional.</b> Liquibase commits after each change set.
 *       {@link org.jettyferry.changelog.OuterTransaction} gives it a connection whose {@code commit()} sets a savepoint
 *       and whose {@code rollback()} goes back to it. The real commit comes at the end.
 *   <li><b>Exact resume where it is not.</b> MySQL and MariaDB commit each DDL statement.
 *       {@link org.jettyferry.changelog.JournalledExecutor} writes each statement down before and after it runs, so that the
 *       next run goes on with the right one.
 *   <li><b>A lock that cannot stick.</b> The caller holds an advisory lock. {@link org.jettyferry.changelog.LockRow}
 *       writes the row that other Liquibase programs look at, over the connection of that lock.
 *       {@link org.jettyferry.changelog.HeldLockService} tells Liquibase that the lock is held.
 * </ul>
 *
 * <p>Hazard: Liquibase keeps executors and caches in singletons of its scope, and clears them for all databases at the end of
 * each command. A scope belongs to a thread, and is inherited by the threads that it makes. Run one session at a time in a
 * thread, and several only in threads that inherit nothing.
 */
@NullMarked
package org.jettyferry.changelog;

import org.jspecify.annotations.NullMarked;
