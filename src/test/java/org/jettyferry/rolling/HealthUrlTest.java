package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.testkit.servers.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that accepts a canary. */
class HealthUrlTest {
    @Test
    void itIsAskedUntilItIsWell() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        assertThat(ask(asked, 503, 503, 204)).isEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void aRedirectIsNoGoodAnswerAndIsNotFollowed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        assertThat(ask(asked, 302, 302, 302)).hasValue("it answers with 302");
        assertThat(asked).hasValue(3);
    }

    @Test
    void nobodyThereIsNoGoodAnswer() throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + Ports.free() + "/");
        assertThat(new HealthUrl(uri, 2, Duration.ofMillis(1)).ask())
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("it does not answer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://green/health",
                "file:///etc/passwd",
                "green/health",
                "https:///x",
                "http://u:p@green/",
                "a b"
            })
    void onlyHttpToAHostIsAsked(String url) {
        assertThatThrownBy(() -> HealthUrl.parse(url)).isInstanceOf(OperatorException.class);
    }

    @Test
    void capitalsAreTheSame() {
        assertThat(HealthUrl.parse("HTTPS://green.example.com/health").uri()).hasHost("green.example.com");
    }

    private static Optional<String> ask(AtomicInteger asked, int... statuses) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(statuses[asked.getAndIncrement()], -1);
            exchange.close();
        });
        server.start();
        try {
            return new HealthUrl(uri(server), statuses.length, Duration.ofMillis(1)).ask();
        } finally {
            server.stop(0);
        }
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/health");
    }
}
