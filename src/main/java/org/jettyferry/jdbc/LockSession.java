package org.jettyferry.jdbc;

import java.time.Duration;

/**
 * A session of the database server that holds an advisory lock.
 *
 * @param id the server's number for it
 * @param description who it is, from where, and since when, in a few words
 * @param activity what it does now, without values
 * @param silent for how long it has sent nothing to the server
 */
public record LockSession(long id, String description, String activity, Duration silent) {}
