package org.jettyferry.database;

/** Why a database said no, as far as an operator has to act differently. */
public enum Problem {
    URL_NOT_UNDERSTOOD(
            "the URL is not understood",
            "Write it as jdbc:postgresql://HOST:PORT/DATABASE, jdbc:mysql://..., jdbc:mariadb://... or"
                    + " jdbc:sqlserver://HOST:PORT;databaseName=DATABASE; the login goes into --user and --password-file."),
    UNREACHABLE(
            "the server can't be reached",
            "Check host and port of the URL, and that the server runs. Nothing was changed."),
    NO_PASSWORD(
            "no password was given",
            "Give it by --password-file FILE, by the variable FERRY_PASSWORD or as ferry.password in the properties file, or"
                    + " type it with --ask-password."),
    LOGIN_REFUSED("the server refused the login", "Check the user and the password."),
    TOO_OLD(
            "the server is too old",
            "Update the server, or migrate the store to a newer one first. Nothing was changed."),
    NO_SUCH_DATABASE("there is no such database", "Check the name of the database in the URL."),
    READ_ONLY("the database is read-only", "Connect to the primary, or make the database writable."),
    NO_RIGHTS("the user lacks a right", "Connect as the owner of the session tables, or grant the right."),
    LOCKED(
            "somebody else holds a lock on it",
            "End the other session, or wait for it, and run the same command again."),
    NO_ROOM("the server has no room left", "Make room on the server's disk and run the same command again."),
    TOO_LONG("a value does not fit into its column", "Widen the column and run the same command again."),
    DUPLICATE("a key exists already", "Run `ferry verify`."),
    NO_SUCH_OBJECT("a table or column is missing", "Run `ferry detect` and compare the configured names."),
    CONNECTION_LOST("the connection broke", "Run the same command again: it goes on where it stopped."),
    OTHER("the server refused it", "See the server's own words.");

    private final String meaning;
    private final String remedy;

    Problem(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The middle of a sentence that tells what happened. */
    public String meaning() {
        return meaning;
    }

    /** What to do next, as a sentence. */
    public String remedy() {
        return remedy;
    }
}
