package org.jettyferry.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jettyferry.node.route.RequestGate;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of a decision without a server: requests through no filter, an empty one, and Ferry's. The requests
 * of {@code …OfAny} go to any context, all others to a thousand of them. The difference is the cost of cache misses,
 * which the request objects cause too, so compare these results with {@code emptyFilterOfAny}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
    private static final int REQUESTS = 1 << 16;
    private static final int FEW = 1 << 10;

    @Param({"100", "10000", "1000000"})
    int contexts;

    private final PlainRequest[] any = new PlainRequest[REQUESTS];
    private final PlainRequest[] few = new PlainRequest[FEW];
    private final EndOfChain end = new EndOfChain();
    private final PlainResponse response = new PlainResponse();
    private final Filter empty = new EmptyFilter();
    private int next;

    private RequestGate webapp = gate("webapp", "old");
    private RequestGate path = webapp;
    private RequestGate moved = webapp;

    /** Registers the contexts and makes the requests. */
    @Setup
    public void setUp() {
        Random random = new Random(1);
        for (int i = 0; i < REQUESTS; i++) {
            any[i] = PlainRequest.get("/" + Tenants.name(random.nextInt(contexts)) + "/cart/items");
        }
        for (int i = 0; i < FEW; i++) {
            few[i] = any[i];
        }
        webapp = gate("webapp", "old");
        path = gate("path", "old");
        moved = gate("path", "new");
    }

    private RequestGate gate(String resolver, String server) {
        return new RequestGate(Tenants.routing(contexts, resolver, server), Tenants.WEBAPP);
    }

    @Benchmark
    public int noFilter() throws IOException, ServletException {
        end.doFilter(few(), response);
        return end.arrived;
    }

    @Benchmark
    public int emptyFilter() throws IOException, ServletException {
        empty.doFilter(few(), response, end);
        return end.arrived;
    }

    @Benchmark
    public int emptyFilterOfAny() throws IOException, ServletException {
        empty.doFilter(any(), response, end);
        return end.arrived;
    }

    @Benchmark
    public int webapp() throws IOException, ServletException {
        webapp.pass(few(), response, end);
        return end.arrived;
    }

    @Benchmark
    public int path() throws IOException, ServletException {
        path.pass(few(), response, end);
        return end.arrived;
    }

    @Benchmark
    public int pathOfAny() throws IOException, ServletException {
        path.pass(any(), response, end);
        return end.arrived;
    }

    @Benchmark
    public String redirect() throws IOException, ServletException {
        moved.pass(few(), response, end);
        return response.location();
    }

    private PlainRequest few() {
        return few[next++ & (FEW - 1)];
    }

    private PlainRequest any() {
        return any[next++ & (REQUESTS - 1)];
    }

    /** Reads the path, as every web application does, so that its cache misses count in all variants. */
    private static final class EndOfChain implements FilterChain {
        private int arrived;

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) {
            arrived += ((PlainRequest) request).getServletPath().charAt(1);
        }
    }
}
