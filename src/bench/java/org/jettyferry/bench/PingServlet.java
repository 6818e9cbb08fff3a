package org.jettyferry.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that does almost nothing, so that the cost of what comes before it is visible. */
public final class PingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] PONG = {'p', 'o', 'n', 'g'};

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setContentLength(PONG.length);
        response.getOutputStream().write(PONG);
    }
}
