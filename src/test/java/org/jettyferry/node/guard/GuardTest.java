package org.jettyferry.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardTest {
    @Test
    void aPoolThatGivesNoConnectionBlocksNoStart() throws Exception {
        CompletableFuture<Boolean> freed = new CompletableFuture<>();
        StoreConnections empty = () -> {
            try {
                freed.complete(new CountDownLatch(1).await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                freed.completeExceptionally(e);
            }
            throw new SQLException("no connection");
        };

        CheckResult result = new Guard("12.1.12", Map.of(), empty, 1).tables();

        assertThat(result.kind()).isEqualTo(CheckResult.Kind.UNKNOWN);
        assertThat(result.sentence()).contains("did not answer within 1 seconds");
        assertThat(freed.handle((waited, interrupted) -> interrupted))
                .succeedsWithin(10, TimeUnit.SECONDS)
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aFailureShowsNoPassword() {
        StoreConnections refusing = () -> {
            throw new SQLException("no jdbc:mysql://db/site?user=jetty&password=hush!");
        };
        assertThat(new Guard("12.1.12", Map.of(), refusing).tables().sentence())
                .contains("jdbc:mysql://db/site")
                .doesNotContain("hush");
    }
}
