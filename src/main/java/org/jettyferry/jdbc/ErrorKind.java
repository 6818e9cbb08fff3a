package org.jettyferry.jdbc;

/**
 * The kinds of errors between which an operator has to tell, each with its meaning and the next step. Errors with the
 * same remedy are one kind. {@link Dialect#classify} maps the codes of a database to these.
 */
public enum ErrorKind {
    URL_NOT_UNDERSTOOD(
            "the URL is not understood",
            "Write it as jdbc:postgresql://HOST:PORT/DATABASE, jdbc:mysql://..., jdbc:mariadb://... or"
                    + " jdbc:sqlserver://HOST:PORT;databaseName=DATABASE; the login goes into --user and"
                    + " --password-file."),
    UNREACHABLE(
            "the server can't be reached",
            "Check host and port of the URL, and that the server runs. Nothing was changed."),
    UNKNOWN_HOST(
            "the server can't be reached: the host name is unknown",
            "Check the spelling of the host in the URL, and that this machine can resolve it. Nothing was changed."),
    CONNECTION_REFUSED(
            "the server can't be reached: no program listens on this host and port",
            "Check host and port of the URL, and that the server runs and listens there. Nothing was changed."),
    NO_ANSWER(
            "the server can't be reached: it did not answer in time",
            "Check host and port of the URL, that the port belongs to this kind of database, and the firewall."
                    + " Nothing was changed."),
    TLS_FAILED(
            "the encrypted connection (TLS) failed",
            "Check the server's certificate and the trust store of this Java: import the certificate of its authority"
                    + " with keytool, or use a store of your own with"
                    + " FERRY_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE. The URL says whether the connection is encrypted"
                    + " and the certificate checked: sslmode (PostgreSQL), sslMode (MySQL, MariaDB), encrypt and"
                    + " trustServerCertificate (SQL Server). Nothing was changed."),
    NO_PASSWORD(
            "no password was given",
            "Give it by --password-file FILE, by the variable FERRY_PASSWORD or as ferry.password in the properties"
                    + " file, or type it with --ask-password."),
    LOGIN_REFUSED("the server refused the login", "Check the user and the password."),
    TOO_OLD(
            "the server is too old",
            "Update the server, or migrate the store to a newer one first. Nothing was changed."),
    NO_SUCH_DATABASE("there is no such database", "Check the name of the database in the URL."),
    READ_ONLY("the database is read-only", "Connect to the primary, or make the database writable."),
    NO_RIGHTS("the user lacks a right", "Connect as the owner of the tables, or grant the right. Nothing was changed."),
    ROWS_HIDDEN(
            "row level security hides rows from this user",
            "Connect as a user who sees every row (a superuser, or one with BYPASSRLS), or disable the policies of that"
                    + " table."),
    LOCKED(
            "another session holds a lock on it",
            "End the other session, or wait for it, and run the same command again."),
    NO_ROOM("the server has no room left", "Make room on the server's disk and run the same command again."),
    TOO_LONG("a value does not fit into its column", "Widen the column and run the same command again."),
    DUPLICATE("a key exists already", "Run `ferry verify`."),
    UNFIT(
            "a row does not fit a constraint of the table",
            "Drop the constraint, and create it again afterwards for the new rows."),
    NO_SUCH_OBJECT("a table or column is missing", "Run `ferry detect` and compare the configured names."),
    CONNECTION_LOST("the connection broke", "Run the same command again: it goes on where it stopped."),
    OTHER("the server rejected it", "See the server's own message.");

    private final String meaning;
    private final String remedy;

    ErrorKind(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Returns what happened, as the middle of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** Returns what to do next, as a sentence. */
    public String remedy() {
        return remedy;
    }

    /** Returns the kind of failure that a command reports, if it can say no more about it. */
    OperatorException.Kind kind() {
        return switch (this) {
            case URL_NOT_UNDERSTOOD -> OperatorException.Kind.USAGE;
            case NO_RIGHTS, ROWS_HIDDEN -> OperatorException.Kind.REFUSED;
            default -> OperatorException.Kind.FAILED;
        };
    }
}
