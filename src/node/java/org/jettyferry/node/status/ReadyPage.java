package org.jettyferry.node.status;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells a load balancer whether it may send requests to a web application: 200, or 503. It asks for no token, and tells
 * nothing else: the reason is on the status page.
 */
final class ReadyPage {
    private final NodeStatus status;

    ReadyPage(NodeStatus status) {
        this.status = status;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean ready = status.notReady(request.getContextPath()).isEmpty();
        StatusPages.send(response, ready ? 200 : 503, "text/plain", ready ? "ready\n" : "not ready\n");
    }
}
