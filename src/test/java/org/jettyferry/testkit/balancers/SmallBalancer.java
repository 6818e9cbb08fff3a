package org.jettyferry.testkit.balancers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Balances connections, not requests: the first request of a connection says where all of it goes. */
final class SmallBalancer implements LoadBalancer {
    private static final Pattern NODE = Pattern.compile("(?im)^cookie:.*JSESSIONID=[^;\\s]*\\.(\\w+)");
    private static final int LONGEST_HEAD = 16_384;

    private final Map<String, URI> nodes;
    private final List<URI> inTurn;
    private final AtomicInteger turn = new AtomicInteger();
    private final Relay relay;

    SmallBalancer(Map<String, URI> nodes) {
        this.nodes = Map.copyOf(nodes);
        this.inTurn = List.copyOf(nodes.values());
        this.relay = new Relay(this::open);
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + relay.port() + "/");
    }

    @Override
    public void close() {
        relay.close();
    }

    @Override
    public String toString() {
        return "The tests' own small balancer on port " + relay.port();
    }

    private Socket open(Socket client) throws IOException {
        byte[] head = head(client.getInputStream());
        Matcher cookie = NODE.matcher(new String(head, StandardCharsets.ISO_8859_1));
        URI next = inTurn.get(Math.floorMod(turn.getAndIncrement(), inTurn.size()));
        URI node = cookie.find() ? nodes.getOrDefault(cookie.group(1), next) : next;
        Socket server = new Socket(node.getHost(), node.getPort());
        server.getOutputStream().write(head);
        return server;
    }

    /** The first request up to its empty line. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a && head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toByteArray();
    }
}
