package org.jettyferry.cli.connection;

import org.jettyferry.jdbc.ConnectionSettings;

/**
 * How to log in to a session store.
 *
 * @param settings its URL and login
 * @param origin whose login it is, as the middle of a sentence, without a secret
 */
record StoreLogin(ConnectionSettings settings, String origin) {}
