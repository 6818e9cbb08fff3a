package org.jettyferry.jdbc;

import java.util.Optional;

/**
 * A session of the database server that could change tables.
 *
 * @param description who it is, from where, and since when, in a few words
 * @param address the address or name of its client; empty if the server does not show it
 */
public record ClientSession(String description, Optional<String> address) {}
