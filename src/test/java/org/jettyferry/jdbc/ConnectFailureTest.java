package org.jettyferry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Errors of drivers that are hard to provoke with a real server. The texts are copied from the drivers. */
class ConnectFailureTest {
    private static final String POSTGRESQL = "jdbc:postgresql://db/site";
    private static final String SQL_SERVER = "jdbc:sqlserver://db;databaseName=site";

    @Test
    void anUntrustedCertificateIsATlsFailure() {
        assertThat(of(
                        SQL_SERVER,
                        new SQLException(
                                "\"encrypt\" property is set to \"true\" and \"trustServerCertificate\" property is set to"
                                        + " \"false\" but the driver could not establish a secure connection to SQL Server by"
                                        + " using Secure Sockets Layer (SSL) encryption: Error: PKIX path building failed",
                                "08S01")))
                .satisfies(error -> assertThat(error.problem()).isEqualTo(ErrorKind.TLS_FAILED))
                .satisfies(error -> assertThat(error.remedy()).contains("trust store", "trustServerCertificate"));
        SQLException handshake = new SQLException("SSL error", "08006", new SSLHandshakeException("PKIX path"));
        assertThat(of(POSTGRESQL, handshake).problem()).isEqualTo(ErrorKind.TLS_FAILED);
        SQLException certificate = new SQLException("no", "08S01", new CertificateException("expired"));
        assertThat(of("jdbc:mysql://db/site", certificate).problem()).isEqualTo(ErrorKind.TLS_FAILED);
        assertThat(of(POSTGRESQL, new SQLException("The server does not support SSL.", "08004"))
                        .problem())
                .isEqualTo(ErrorKind.TLS_FAILED);
    }

    @Test
    void aTimeOutIsNoAnswer() {
        SQLException late = new SQLException("The connection attempt failed.", "08001", new SocketTimeoutException());
        assertThat(of(POSTGRESQL, late).problem()).isEqualTo(ErrorKind.NO_ANSWER);
        SQLException quoted = new SQLException(
                "The TCP/IP connection to the host db, port 1433 has failed. Error: \"Connect timed out. Verify...\".",
                "08S01");
        assertThat(of(SQL_SERVER, quoted).problem()).isEqualTo(ErrorKind.NO_ANSWER);
    }

    @Test
    void aRefusedLoginWithoutAPasswordAsksForThePassword() {
        SQLException refused = new SQLException("password authentication failed", "28P01");
        assertThat(of(POSTGRESQL, refused).problem()).isEqualTo(ErrorKind.NO_PASSWORD);
        assertThat(ConnectFailure.of(
                                new ConnectionSettings(POSTGRESQL, Optional.of("jetty"), Optional.of("x")),
                                Dialects.forUrl(POSTGRESQL),
                                refused)
                        .problem())
                .isEqualTo(ErrorKind.LOGIN_REFUSED);
    }

    /** Otherwise an error of the server would be reported as one of the URL. */
    @Test
    void everyDefaultOfADriverIsAmongItsChoices() {
        for (String url : new String[] {POSTGRESQL, "jdbc:mysql://db/site", "jdbc:mariadb://db/site", SQL_SERVER}) {
            assertThat(of(url, new SQLException("the server is starting up", "57P03", 1))
                            .problem())
                    .isNotEqualTo(ErrorKind.URL_NOT_UNDERSTOOD);
        }
    }

    private static DatabaseException of(String url, SQLException error) {
        return ConnectFailure.of(
                new ConnectionSettings(url, Optional.of("jetty"), Optional.empty()), Dialects.forUrl(url), error);
    }
}
