package org.jettyferry.jdbc;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a connection attempt failed. Drivers report the same cause in different ways, so the search has an
 * order:
 *
 * <ol>
 *   <li>an error code of the server, such as a refused login;
 *   <li>a network exception in the chain of causes: unknown host, TLS, time-out, refused connection;
 *   <li>the same, only quoted in a message (SQL Server's driver does not attach the cause);
 *   <li>signs that the driver could not parse the URL, or a setting whose value is not among the driver's choices.
 * </ol>
 *
 * <p>The first that applies decides; without any the driver's own message must do. Stateless.
 */
final class ConnectFailure {
    private static final String CONNECTION_REJECTED = "08004";

    /** SQL Server's driver does not attach the cause but quotes its message. */
    private static final Pattern QUOTED =
            Pattern.compile("to the host (.+?), port \\d+ has failed\\. Error: \"(.*)", Pattern.DOTALL);

    private static final Pattern TLS_WORDS =
            Pattern.compile("\\b(?:SSL|TLS|PKIX|certificate)\\b", Pattern.CASE_INSENSITIVE);

    private ConnectFailure() {}

    /**
     * Returns the exception to throw.
     *
     * @param provider that accepts the URL
     * @param cause the exception of the driver
     */
    static DatabaseException of(ConnectionSettings settings, DialectProvider provider, Exception cause) {
        ErrorKind errorKind = kind(settings, provider, cause);
        String message = DatabaseException.firstLine(cause);
        if (errorKind == ErrorKind.URL_NOT_UNDERSTOOD) {
            return new DatabaseException(
                    errorKind,
                    "the URL " + settings.displayUrl() + " is not understood: "
                            + wrongChoice(settings, provider).orElse(message),
                    cause);
        }
        return new DatabaseException(
                errorKind,
                "could not connect to " + settings.displayUrl() + ": " + errorKind.meaning() + " ("
                        + innermost(cause, message) + ")",
                cause);
    }

    private static ErrorKind kind(ConnectionSettings settings, DialectProvider provider, Exception cause) {
        ErrorKind kind =
                cause instanceof SQLException error ? provider.dialect().classify(error) : ErrorKind.OTHER;
        if (kind == ErrorKind.CONNECTION_LOST || kind == ErrorKind.UNREACHABLE || kind == ErrorKind.OTHER) {
            Optional<ErrorKind> network = network(cause);
            if (network.isPresent()) {
                return network.get();
            }
            if (isAboutUrl(cause) || wrongChoice(settings, provider).isPresent()) {
                return ErrorKind.URL_NOT_UNDERSTOOD;
            }
        }
        if (kind == ErrorKind.CONNECTION_LOST) {
            return ErrorKind.UNREACHABLE; // there was no connection to lose
        }
        return withoutPassword(settings, kind, cause) ? ErrorKind.NO_PASSWORD : kind;
    }

    /** A refused login without any password: the missing password is the likely cause. */
    private static boolean withoutPassword(ConnectionSettings settings, ErrorKind kind, Exception cause) {
        boolean refused = kind == ErrorKind.LOGIN_REFUSED
                || (cause instanceof SQLException error && CONNECTION_REJECTED.equals(error.getSQLState()));
        return refused && settings.password().isEmpty() && !settings.urlHoldsSecret();
    }

    private static Optional<ErrorKind> network(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of(ErrorKind.UNKNOWN_HOST);
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return Optional.of(ErrorKind.TLS_FAILED);
            }
            if (cause instanceof SocketTimeoutException || message(cause).contains("timed out")) {
                return Optional.of(ErrorKind.NO_ANSWER);
            }
            if (cause instanceof ConnectException) {
                return Optional.of(ErrorKind.CONNECTION_REFUSED);
            }
        }
        return quoted(error);
    }

    private static Optional<ErrorKind> quoted(Throwable error) {
        Matcher quoted = QUOTED.matcher(message(error));
        if (quoted.find()) {
            return quoted.group(2).startsWith(quoted.group(1))
                    ? Optional.of(ErrorKind.UNKNOWN_HOST)
                    : quoted.group(2).contains("refused")
                            ? Optional.of(ErrorKind.CONNECTION_REFUSED)
                            : Optional.empty();
        }
        return TLS_WORDS.matcher(message(error)).find()
                        && error instanceof SQLException refused
                        && String.valueOf(refused.getSQLState()).startsWith("08")
                ? Optional.of(ErrorKind.TLS_FAILED)
                : Optional.empty();
    }

    /**
     * A driver that can't parse the URL has not contacted a server: its error has no number and no SQL state of a
     * connection.
     */
    private static boolean isAboutUrl(Exception error) {
        boolean argument = Stream.<@Nullable Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
                .anyMatch(IllegalArgumentException.class::isInstance);
        return argument
                || (error instanceof SQLException known
                        && known.getErrorCode() == 0
                        && (known.getSQLState() == null
                                || known.getSQLState().equals("99999")
                                || known.getSQLState().equals("22023")
                                || known.getSQLState().equals("S1009")));
    }

    /** Returns the setting in the URL whose value is not among the choices that the driver lists. */
    private static Optional<String> wrongChoice(ConnectionSettings settings, DialectProvider provider) {
        try {
            return Arrays.stream(Database.driver(provider).getPropertyInfo(settings.url(), new Properties()))
                    .filter(ConnectFailure::isNoChoice)
                    .map(info -> info.name + " is " + info.value + ", and may be " + String.join(", ", info.choices))
                    .findFirst();
        } catch (SQLException | RuntimeException e) {
            return Optional.empty(); // the driver's own message must do
        }
    }

    private static boolean isNoChoice(DriverPropertyInfo info) {
        return info.choices != null
                && info.choices.length > 1
                && info.value != null
                && !info.value.isEmpty()
                && Arrays.stream(info.choices).noneMatch(info.value::equalsIgnoreCase);
    }

    /** Adds the innermost cause: "The connection attempt failed" alone helps nobody. */
    private static String innermost(Throwable error, String message) {
        Throwable last = error;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String more = last == error ? "" : DatabaseException.firstLine(last);
        return more.isEmpty() || message.contains(more) ? message : message + " " + more;
    }

    private static String message(Throwable error) {
        return String.valueOf(error.getMessage());
    }
}
