package org.jettyferry.testkit.servers;

/**
 * Where a server answers, and how it is stopped.
 *
 * @param url the JDBC URL of its administrative database
 * @param user a user who may create databases
 * @param password the password
 * @param stop ends the server; does nothing for one that we did not start
 */
record Running(String url, String user, String password, Runnable stop) {
    /** The user of the servers that we start. */
    static final String USER = "ferry";

    /** A password that is not a word of any text, so that a test finds each place that shows it. */
    static final String PASSWORD = "lighthouse-42";
}
